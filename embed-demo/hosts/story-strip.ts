import type { StoryState } from './story-desk.ts';
import { type HostLocale, type HostWord, hostWord } from './host-words.ts';

const STEPS = ['d14', 'd7', 'd1', 'd3'] as const;

/**
 * A strip for whoever presents the demo: one outlet from two weeks before its end until it is paid, step by step. Empty where the back
 * office has no story (no POS stand-in beside it). `onMove`: the calendar has moved, what counts days is out of date.
 */
export function storyStrip(locale: HostLocale, onMove: () => void): HTMLElement {
  const say = (key: HostWord, values?: Record<string, string>): string => hostWord(locale, key, values);
  const strip = document.createElement('section');
  strip.className = 'story';
  strip.setAttribute('aria-label', say('story'));
  strip.hidden = true;
  const day = (text: string): string => new Intl.DateTimeFormat(`${locale}-MY`, { dateStyle: 'medium', timeZone: 'Asia/Kuala_Lumpur' }).format(new Date(text));
  const button = (text: string, step: string): HTMLButtonElement => {
    const element = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
    element.className = 'btn btn-default';
    element.dataset['step'] = step;
    element.addEventListener('click', () => void play(step));
    return element;
  };
  const link = (text: string, href: string): HTMLAnchorElement => {
    const element = Object.assign(document.createElement('a'), { textContent: text, href });
    element.target = '_blank';
    element.rel = 'noopener';
    return element;
  };
  const show = (state: StoryState): void => {
    const about = document.createElement('p');
    about.setAttribute('role', 'status');
    about.textContent = say(state.isPaid ? 'storyPaid' : 'storyAbout', { outlet: state.outlet, due: day(state.dueOn), now: day(state.now) });
    const steps = document.createElement('div');
    for (const step of STEPS) {
      const element = button(say(step), step);
      const at = Date.parse(state.dueOn) + Number({ d14: -14, d7: -7, d1: -1, d3: 3 }[step]) * 86_400_000;
      element.disabled = state.isPaid || Date.parse(state.now.slice(0, 10)) >= at;
      steps.append(element);
    }
    const pay = button(say('storyPay'), 'pay');
    pay.disabled = state.isPaid;
    steps.append(
      pay,
      button(say('storyToday'), 'today'),
      link(say('storyPhone', { name: state.merchant }), state.phoneUrl),
      link(say('storyBill'), state.payUrl),
    );
    strip.replaceChildren(about, steps);
    strip.hidden = false;
  };
  const play = async (step: string): Promise<void> => {
    for (const element of strip.querySelectorAll('button')) element.disabled = true;
    const answer = await fetch('/story', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ step }) });
    if (!answer.ok) return;
    show((await answer.json()) as StoryState);
    if (step !== 'pay') onMove();
  };
  void fetch('/story').then(async (answer) => {
    if (answer.ok) show((await answer.json()) as StoryState);
  });
  return strip;
}

import type { StoryState } from './story-desk.ts';
import { type HostLocale, type HostWord, hostWord } from './host-words.ts';

const LOOK_MS = 4_000;
/** px; below it the strip would take the room of what is shown under it */
const NARROW = '(max-width: 600px)';
const STEPS = ['d14', 'd7', 'd1', 'd3'] as const;

/**
 * A strip for whoever presents the demo: one outlet from two weeks before its end until it is paid, step by step. Empty where the back
 * office has no story (no POS stand-in beside it). What happens elsewhere (somebody pays on the pay page) shows within seconds, while the
 * page is looked at; where there is little room the steps are folded away. A step puts the outlet's renewal into the page's address.
 * `onMove`: the calendar has moved, what counts days is out of date.
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
    element.addEventListener('click', () => {
      play(step).catch(() => undefined);
    });
    return element;
  };
  const link = (text: string, href: string, isElsewhere = true): HTMLAnchorElement => {
    const element = Object.assign(document.createElement('a'), { textContent: text, href });
    if (isElsewhere) Object.assign(element, { target: '_blank', rel: 'noopener' });
    return element;
  };
  const isNarrow = matchMedia(NARROW).matches;
  const about = document.createElement(isNarrow ? 'summary' : 'p');
  if (!isNarrow) about.setAttribute('role', 'status');
  const parts = isNarrow ? document.createElement('details') : strip;
  if (isNarrow) strip.append(parts);
  let shown = '';
  let isPlaying = false;
  const show = (state: StoryState): void => {
    // the calendar runs on: only another outlet, another day, another end, a message or a payment is news
    const news = JSON.stringify([state.oid, state.dueOn, state.isPaid, state.hasNext, state.renewalId, state.isSent, state.now.slice(0, 10), isPlaying]);
    if (news === shown) return;
    shown = news;
    const told = say(state.isPaid ? 'storyPaid' : 'storyAbout', { outlet: state.outlet, due: day(state.dueOn), now: day(state.now) });
    about.textContent = state.isSent && !state.isPaid ? `${told} ${say('storySent', { name: state.merchant })}` : told;
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
      ...(state.isPaid && state.hasNext ? [button(say('storyAgain'), 'again')] : []),
      ...(state.renewalId === null ? [] : [link(say('storyRenewal'), placeOf(state.renewalId), false)]),
      link(say('storyPhone', { name: state.merchant }), state.phoneUrl),
      link(say('storyBill'), state.payUrl),
    );
    parts.replaceChildren(about, steps);
    strip.hidden = false;
  };
  const play = async (step: string): Promise<void> => {
    isPlaying = true;
    shown = '';
    for (const element of strip.querySelectorAll('button')) element.disabled = true;
    const order = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ step }) };
    const answer = await fetch('/story', order).finally(() => {
      isPlaying = false;
    });
    if (!answer.ok) return;
    const state = (await answer.json()) as StoryState;
    show(state);
    // what a step is about stands open beside it
    history.replaceState(history.state, '', placeOf(step === 'today' || step === 'again' ? null : state.renewalId));
    if (step !== 'pay') onMove();
  };
  const look = async (): Promise<void> => {
    const answer = await fetch('/story');
    if (answer.status === 404) return stop();
    if (answer.ok && !isPlaying) show((await answer.json()) as StoryState);
  };
  const again = (): void => {
    if (!strip.isConnected && shown !== '') stop();
    else if (document.visibilityState === 'visible' && !isPlaying) look().catch(() => undefined);
  };
  const timer = setInterval(again, LOOK_MS);
  const stop = (): void => {
    clearInterval(timer);
    removeEventListener('focus', again);
  };
  addEventListener('focus', again);
  look().catch(() => undefined);
  return strip;
}

/** The page's address with this renewal open; null: with none. */
function placeOf(renewalId: string | null): string {
  const address = new URL(location.href);
  if (renewalId === null) address.searchParams.delete('renewal');
  else address.searchParams.set('renewal', renewalId);
  return address.href;
}

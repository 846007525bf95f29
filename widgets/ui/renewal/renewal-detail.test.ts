import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { EngageError } from '../../core/engage-error.ts';
import { format } from '../../core/format.ts';
import { both } from '../../gallery/both.ts';
import { formerRenewals, refusedPreview, renewalStates, sampleExplanation, samplePreview, sampleRenewal } from '../../gallery/sample-renewals.ts';
import { aina } from '../../testing/aina.ts';
import { findDeep } from '../../testing/find-deep.ts';
import { textOf } from '../../testing/text-of.ts';
import { adoptTokens } from '../../theme/adopt-tokens.ts';
import type { RenewalAct } from './renewal-act.ts';
import type { RenewalDetail } from './renewal-detail.ts';
import './renewal-detail.ts';

const me = { ...aina, can: { ...aina.can, renew: true } };
const english = both('en');
const colleagues = [{ userId: '7', name: 'Aina Rahman', role: 'renewal' as const }];
const refusal = new EngageError({ code: 'conflict', message: 'conflict' });

describe('engage-renewal-detail', () => {
  before(async () => {
    adoptTokens(document);
    await emulateMedia({ reducedMotion: 'reduce' });
  });

  const show = async (given: Partial<RenewalDetail> = {}, width = 380): Promise<RenewalDetail> => {
    const box = await fixture<HTMLDivElement>(html`<div><engage-renewal-detail></engage-renewal-detail></div>`);
    box.style.inlineSize = `${width}px`;
    const detail = box.querySelector<RenewalDetail>('engage-renewal-detail');
    if (!detail) throw new Error('no detail');
    Object.assign(detail, { renewal: sampleRenewal(english), me, colleagues, format: format('en'), ...given });
    await detail.updateComplete;
    return detail;
  };
  const button = (root: ParentNode, words: string): HTMLElement => {
    const found = everyButton(root).find((one) => textOf(one) === words || one.getAttribute('label') === words);
    if (!found) throw new Error(`no button "${words}"`);
    return found;
  };
  const acted = async (detail: RenewalDetail, press: () => void): Promise<RenewalAct> => {
    const heard = oneEvent(detail, 'renewal-act');
    press();
    return ((await heard) as CustomEvent<RenewalAct>).detail;
  };
  /** Opens a form and answers the element. */
  const open = async (detail: RenewalDetail, words: string, tagName: string): Promise<HTMLElement> => {
    button(detail, words).click();
    await waitUntil(
      () => findDeep<HTMLDialogElement>(detail, `${tagName}[open]`)?.shadowRoot?.querySelector('engage-dialog')?.shadowRoot?.querySelector('dialog')?.open,
      `${words} opens`,
    );
    const form = findDeep(detail, tagName);
    if (!form) throw new Error(tagName);
    return form;
  };
  const fill = (form: HTMLElement, field: string, value: string): void => {
    const input = findDeep(form, `[data-field="${field}"]`);
    if (!input) throw new Error(field);
    Reflect.set(input, 'value', value);
    input.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  };
  const isOpen = (detail: RenewalDetail, tagName: string): boolean => findDeep(detail, tagName)?.hasAttribute('open') ?? false;

  for (const theme of ['light', 'dark'])
    for (const locale of ['en', 'ms'])
      it(`is accessible in every state: ${theme}, ${locale}`, async () => {
        document.documentElement.style.colorScheme = theme;
        document.documentElement.lang = locale;
        try {
          const voice = both(locale);
          const states = [sampleRenewal(voice), ...Object.values(renewalStates).map((state) => state(voice))];
          for (const renewal of states) {
            const detail = await show({ renewal, former: formerRenewals(), format: format(locale) }, renewal.tasks.length ? 360 : 900);
            await expect(detail).to.be.accessible();
            if (locale === 'ms') expect(textOf(detail)).to.include('Langkah seterusnya');
          }
          await expect(await show({ renewal: null })).to.be.accessible();
          await expect(await show({ renewal: null, error: refusal })).to.be.accessible();
        } finally {
          document.documentElement.removeAttribute('style');
          document.documentElement.lang = 'en';
        }
      }).timeout(60_000);

  it('says how it stands, what comes next and what proves that it was recovered', async () => {
    const due = textOf(await show());
    expect(due).to.include('RM');
    expect(due).to.include('1,200');
    expect(due).to.include('in 6 days');
    expect(due).to.include('1 day before');
    expect(due).to.include('It is not time yet');
    const recovered = textOf(await show({ renewal: renewalStates.recovered(english) }));
    expect(recovered).to.match(
      /Paid on .+: the expiry at the POS moved from .+ to .+\. Counted as recovered: paid 2 days after the reminder of .+, read by Sri Devi\./,
    );
    expect(recovered).to.include('Left out : This person has had enough automatic messages for now');
    expect(textOf(await show({ renewal: renewalStates.overdue(english) }))).to.include('9 days ago');
  });

  it('only shows what a person may not do', async () => {
    const detail = await show({ me: aina });
    expect(textOf(detail)).to.include('You can see this renewal but not change it');
    const words = everyButton(detail).map((one) => textOf(one));
    for (const act of ['Send now', 'Log call', 'Mark paid', 'Change', 'Choose', 'Add a task']) expect(words).not.to.include(act);
    expect(words).to.include('Explain');
  });

  it('logs a call: asks how it went, keeps what was typed when saving fails, closes when it worked, gives the focus back', async () => {
    const detail = await show();
    const opener = button(detail, 'Log call');
    opener.focus();
    const form = await open(detail, 'Log call', 'engage-renewal-form');
    const said: RenewalAct[] = [];
    detail.addEventListener('renewal-act', (event) => said.push((event as CustomEvent<RenewalAct>).detail));
    button(form, 'Save the call').click();
    await waitUntil(() => textOf(form).includes('Fill this in.'), 'it says what is missing');
    expect(said).to.deep.equal([]);
    fill(form, 'result', 'promised');
    fill(form, 'note', 'Pays on Friday');
    expect(await acted(detail, () => button(form, 'Save the call').click())).to.deep.equal({
      do: 'call',
      result: 'promised',
      contactId: '54182',
      note: 'Pays on Friday',
    });
    detail.busy = 'call';
    await detail.updateComplete;
    detail.error = refusal;
    detail.busy = null;
    await waitUntil(() => textOf(form).includes('Somebody changed this renewal meanwhile'), 'it says why');
    await expect(form).to.be.accessible();
    expect(isOpen(detail, 'engage-renewal-form')).to.equal(true);
    expect(Reflect.get(findDeep(form, '[data-field="note"]') ?? {}, 'value')).to.equal('Pays on Friday');
    detail.busy = 'call';
    detail.error = null;
    await detail.updateComplete;
    detail.busy = null;
    await waitUntil(() => !isOpen(detail, 'engage-renewal-form'), 'it closes');
    await waitUntil(() => findDeep(detail, ':focus') !== null && opener.matches(':focus-within, :focus'), 'the focus is back');
  });

  it('does not lose what was typed by one press of Escape', async () => {
    const detail = await show();
    const form = await open(detail, 'Log call', 'engage-renewal-form');
    findDeep(form, '[data-field="note"]')?.focus();
    await sendKeys({ type: 'Pays on Friday' });
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => textOf(form).includes('What you typed is not saved.'), 'it says so');
    expect(isOpen(detail, 'engage-renewal-form')).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !isOpen(detail, 'engage-renewal-form'), 'the second time it closes');
  });

  it('refuses days that make no sense, in words', async () => {
    const detail = await show();
    const form = await open(detail, 'Mark paid', 'engage-renewal-form');
    fill(form, 'paidOn', '2099-01-01');
    button(form, 'Mark paid').click();
    await waitUntil(() => textOf(form).includes('Choose today or an earlier day.'), 'it says so');
    fill(form, 'paidOn', '2026-01-05');
    fill(form, 'reference', 'INV-77');
    expect(await acted(detail, () => button(form, 'Mark paid').click())).to.deep.equal({ do: 'paid', paidOn: '2026-01-05', reference: 'INV-77' });
  });

  it('says that nothing was saved without a connection, and keeps what was typed', async () => {
    const detail = await show();
    const form = await open(detail, 'Mark paid', 'engage-renewal-form');
    fill(form, 'reference', 'INV-77');
    detail.busy = 'paid';
    await detail.updateComplete;
    Object.assign(detail, { busy: null, error: new EngageError({ code: 'unavailable', message: 'Failed to fetch' }, true) });
    await waitUntil(() => textOf(form).includes('Not saved: no connection.'), 'it says so');
    expect(isOpen(detail, 'engage-renewal-form')).to.equal(true);
    expect(Reflect.get(findDeep(form, '[data-field="reference"]') ?? {}, 'value')).to.equal('INV-77');
  });

  it('changes billing: an empty field goes back to what the POS says', async () => {
    const detail = await show({ renewal: renewalStates.answered(english) });
    button(detail, 'Change amount or link').click();
    await waitUntil(() => isOpen(detail, 'engage-renewal-form'));
    const form = findDeep(detail, 'engage-renewal-form');
    if (!form) throw new Error('no form');
    await waitUntil(() => findDeep(form, '[data-field="amount"]') !== null);
    fill(form, 'amount', 'twelve');
    button(form, 'Save').click();
    await waitUntil(() => textOf(form).includes('Write it like 1200'), 'it says how');
    fill(form, 'amount', '');
    fill(form, 'cycleMonths', '12');
    expect(await acted(detail, () => button(form, 'Save').click())).to.deep.equal({
      do: 'billing',
      amount: null,
      currency: null,
      cycleMonths: 12,
      paymentUrl: 'https://pay.example.com/special/8812',
    });
  });

  it('shows what would be sent and to whom before it sends', async () => {
    const detail = await show();
    expect(await acted(detail, () => button(detail, 'Send now').click())).to.deep.equal({ do: 'preview' });
    detail.busy = 'preview';
    await waitUntil(() => isOpen(detail, 'engage-renewal-send'), 'the question is there');
    const send = findDeep(detail, 'engage-renewal-send');
    if (!send) throw new Error('no question');
    expect(button(send, 'Send').hasAttribute('disabled')).to.equal(true);
    detail.preview = samplePreview(english);
    detail.busy = null;
    await waitUntil(() => textOf(send).includes('To Sri Devi, in English'), 'whom');
    expect(textOf(send)).to.include('is due on 27 Nov 2026');
    await expect(send).to.be.accessible();
    expect(await acted(detail, () => button(send, 'Send').click())).to.deep.equal({ do: 'send' });
    detail.busy = 'send';
    await detail.updateComplete;
    detail.busy = null;
    await waitUntil(() => !isOpen(detail, 'engage-renewal-send'), 'it is done');
  });

  it('asks again for what was asked while something else was under way', async () => {
    const detail = await show({ busy: 'explain' });
    button(detail, 'Send now').click();
    await detail.updateComplete;
    const again = acted(detail, () => {
      detail.explanation = sampleExplanation();
      detail.busy = null;
    });
    expect(await again).to.deep.equal({ do: 'preview' });
  });

  it('says why nothing may be sent, and offers a call instead', async () => {
    const detail = await show({ preview: refusedPreview(english) });
    const send = await open(detail, 'Send now', 'engage-renewal-send');
    expect(textOf(send)).to.include('Wants no messages');
    button(send, 'Log a call instead').click();
    await waitUntil(() => isOpen(detail, 'engage-renewal-form') && !isOpen(detail, 'engage-renewal-send'), 'the form takes its place');
  });

  it('explains a decision: the sentence, the facts, the decisions before', async () => {
    const detail = await show();
    const explain = await open(detail, 'Explain', 'engage-renewal-explain');
    detail.busy = 'explain';
    await detail.updateComplete;
    detail.busy = null;
    detail.explanation = sampleExplanation();
    await waitUntil(() => textOf(explain).includes('It waits until'), 'the sentence');
    const text = textOf(explain);
    expect(text).to.include('Outside the hours in which we write');
    expect(text).to.match(
      /Holds it back It is 19:40 at the outlet: outside the hours in which we write In order No complaint is open 2 of 3 unanswered reminders/,
    );
    expect(text).to.include('2 of 4 reminders of this renewal');
    expect(text).to.include('Too soon after the last reminder');
    await expect(explain).to.be.accessible();
    expect(isOpen(detail, 'engage-renewal-explain'), 'the answer is no reason to close').to.equal(true);
  });

  it('says in sentences which rules are used up, and that nothing holds back what only waits for its day', async () => {
    const detail = await show({
      explanation: sampleExplanation({ reason: 'pressure', facts: { touches: 4, most: 4, days: 7, timeZone: 'Asia/Kuala_Lumpur', newer: 3 } }),
    });
    const explain = await open(detail, 'Explain', 'engage-renewal-explain');
    await waitUntil(() => textOf(explain).includes('4 of 4 automatic messages within 7 days are used up'), 'the rule');
    expect(textOf(explain)).to.include('newer: 3');
    expect(textOf(explain)).not.to.include('Kuala_Lumpur');
    detail.explanation = sampleExplanation({ reason: 'no_whatsapp', verdict: 'fallback' });
    await waitUntil(() => textOf(explain).includes('Holds it back The person has no WhatsApp'), 'a reason without a fact');
    detail.explanation = { ...sampleExplanation({ reason: 'not_yet' }), log: [] };
    await waitUntil(() => /“1 day before” goes out on .+\. Nothing holds it back\./.test(textOf(explain)), 'only time');
    expect(textOf(explain).replace('Nothing holds it back', '')).not.to.match(/holds it back/i);
    await expect(explain).to.be.accessible();
  });

  it('leads from the explanation to the ticket that holds reminders back', async () => {
    const tickets = [
      { id: '4190', reference: 'TKT-2026-004190', status: 'open', at: '2026-11-20T02:00:00.000Z', holdsBack: true },
      ...sampleRenewal(english).tickets,
    ];
    const detail = await show({ renewal: sampleRenewal(english, { tickets }), explanation: sampleExplanation({ reason: 'complaint' }) });
    const explain = await open(detail, 'Explain', 'engage-renewal-explain');
    await waitUntil(() => textOf(explain).includes('Paused by TKT-2026-004190 (complaint).'), 'the reason');
    await expect(explain).to.be.accessible();
    expect(everyButton(explain).map((one) => textOf(one))).not.to.include('TKT-2026-004182');
    expect(await acted(detail, () => button(explain, 'Open TKT-2026-004190').click())).to.deep.equal({
      do: 'open-ticket',
      ticketId: '4190',
      reference: 'TKT-2026-004190',
    });
    await waitUntil(() => !isOpen(detail, 'engage-renewal-explain'), 'it makes room');
    detail.explanation = sampleExplanation();
    await waitUntil(() => textOf(explain).includes('Outside the hours in which we write'), 'another reason');
    expect(textOf(explain), 'no ticket has to do with that').not.to.include('TKT-2026-004190');
  });

  it('tells when a reminder was answered apart from when it was sent', async () => {
    const detail = await show({ renewal: renewalStates.answered(english) });
    const [line] = findDeep(detail, 'engage-renewal-history')?.shadowRoot?.querySelectorAll('li') ?? [];
    const attempt = detail.renewal?.history[0]?.attempt;
    if (!line || !attempt?.answeredAt) throw new Error('no answered reminder');
    expect(textOf(line)).to.include(`7 days before: Sent Answered ${format('en').exact(attempt.answeredAt)}`);
    expect(line.querySelector('time')?.title).to.equal(format('en').exact(attempt.at));
  });

  it('goes on saying what happened before a payment, tells answer and payment as events, and why it counts', async () => {
    const detail = await show({ renewal: renewalStates.recovered(english) });
    const lines = [...(findDeep(detail, 'engage-renewal-history')?.shadowRoot?.querySelectorAll('li') ?? [])].map((line) => textOf(line));
    const [paid, answered, sent] = lines;
    expect(paid).to.match(/^Paid: the expiry at the POS moved from .+ to /);
    expect(answered).to.match(/^Sri Devi answered/);
    expect(sent).to.match(/^1 day before: Sent Read .+ Answered /);
    const at = detail.renewal?.evidence?.['attemptAt'];
    if (typeof at !== 'string') throw new Error('no evidence');
    expect(textOf(detail)).to.include(`Counted as recovered: paid 2 days after the reminder of ${format('en').exact(at)}, read by Sri Devi.`);
    await expect(detail).to.be.accessible();
  });

  it('offers to take the last change back where it stands in the history, as long as that is possible', async () => {
    const detail = await show({ renewal: renewalStates.cancelled(english) });
    const [line] = findDeep(detail, 'engage-renewal-history')?.shadowRoot?.querySelectorAll('li') ?? [];
    if (!line) throw new Error('no history');
    expect(textOf(line)).to.include('Cancelled, by Aina Rahman');
    expect(await acted(detail, () => button(line, 'Undo: Cancelled').click())).to.deep.equal({ do: 'undo' });
    await expect(detail).to.be.accessible();
    const looking = await show({ renewal: renewalStates.cancelled(english), me: aina });
    expect(everyButton(looking).map((one) => textOf(one))).not.to.include('Undo');
  });

  it('takes a change back while that is possible, ends tasks, chooses who is written to, opens tickets', async () => {
    const cancelled = await show({ renewal: renewalStates.cancelled(english) });
    expect(textOf(cancelled)).to.include('Cancelled by Aina Rahman: Too expensive.');
    expect(await acted(cancelled, () => button(cancelled, 'Undo').click())).to.deep.equal({ do: 'undo' });
    const late = await show({ renewal: { ...renewalStates.cancelled(english), undoUntil: '2020-01-01T00:00:00.000Z' } });
    expect(everyButton(late).map((one) => textOf(one))).not.to.include('Undo');
    const detail = await show();
    expect(await acted(detail, () => button(detail, 'Choose Haji Nordin').click())).to.deep.equal({ do: 'payer', contactId: '54183' });
    const checkbox = findDeep(detail, 'engage-checkbox')?.shadowRoot?.querySelector('input');
    expect(await acted(detail, () => checkbox?.click())).to.deep.equal({ do: 'finish-task', taskId: '71', isDone: true });
    const ticket = findDeep(detail, 'li > button');
    expect(await acted(detail, () => ticket?.click())).to.deep.equal({ do: 'open-ticket', ticketId: '4182', reference: 'TKT-2026-004182' });
  });

  it('wakes what is snoozed, and forgets an open form when another renewal comes', async () => {
    const detail = await show({ renewal: renewalStates.answered(english) });
    expect(await acted(detail, () => button(detail, 'Wake now').click())).to.deep.equal({ do: 'snooze', until: null });
    await open(detail, 'Mark paid', 'engage-renewal-form');
    detail.renewal = sampleRenewal(english, { id: '32', outletName: 'Mid Valley' });
    await waitUntil(() => !isOpen(detail, 'engage-renewal-form'), 'the form of the other one is gone');
  });
});

/** Every button of the kit below a node, through shadow roots. */
function everyButton(root: ParentNode): HTMLElement[] {
  const inner = root instanceof Element && root.shadowRoot ? everyButton(root.shadowRoot) : [];
  return [
    ...inner,
    ...[...root.querySelectorAll<HTMLElement>('*')].flatMap((one) =>
      one.matches('engage-button, engage-icon-button') ? [one] : one.shadowRoot ? everyButton(one.shadowRoot) : [],
    ),
  ];
}

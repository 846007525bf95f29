import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { TicketView } from '../../../types/tickets.ts';
import { speak } from '../../core/speak.ts';
import { sampleTicket } from '../../testing/sample-ticket.ts';
import { textOf } from '../../testing/text-of.ts';
import { adoptTokens } from '../../theme/adopt-tokens.ts';
import { conversationEnglish } from './conversation-english.ts';
import type { ConversationSay } from './conversation-words.ts';
import type { ResolveDialog } from './resolve-dialog.ts';
import './resolve-dialog.ts';

const say: ConversationSay = (key, values) => speak('en', conversationEnglish[key], key, values);

describe('engage-resolve-dialog', () => {
  before(() => adoptTokens(document));

  const show = (ticket: Partial<TicketView>): Promise<ResolveDialog> =>
    fixture<ResolveDialog>(html`<engage-resolve-dialog open .ticket=${sampleTicket('1', ticket)} .say=${say}></engage-resolve-dialog>`);
  const last = (dialog: ResolveDialog): HTMLElement | undefined => [...(dialog.shadowRoot?.querySelectorAll<HTMLElement>('engage-button') ?? [])].at(-1);

  it('asks for the outlet first', async () => {
    const dialog = await show({ outlet: null, outletCard: null, linkState: 'unknown' });
    expect(textOf(dialog)).to.include('needs an outlet');
    setTimeout(() => last(dialog)?.click());
    await oneEvent(dialog, 'outlet-choose');
  });

  it('offers no choice of outlet to who may not choose, and says why', async () => {
    const dialog = await fixture<ResolveDialog>(
      html`<engage-resolve-dialog open locked .ticket=${sampleTicket('1', { outlet: null, outletCard: null, linkState: 'ambiguous' })} .say=${say}></engage-resolve-dialog>`,
    );
    expect(textOf(dialog)).to.include('Your role cannot choose it');
    expect([...(dialog.shadowRoot?.querySelectorAll('engage-button') ?? [])].map((button) => textOf(button))).to.deep.equal(['Cancel']);
  });

  it('resolves a lead without an outlet', async () => {
    const dialog = await show({ outlet: null, outletCard: null, linkState: 'unknown', isLead: true });
    expect(textOf(dialog)).not.to.include('needs an outlet');
    setTimeout(() => last(dialog)?.click());
    await oneEvent(dialog, 'resolve');
  });

  it('says that the merchant still waits', async () => {
    expect(textOf(await show({ awaitingSince: new Date().toISOString() }))).to.include('still waiting for an answer');
  });
});

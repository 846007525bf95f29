import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { MeView } from '../../../types/access.ts';
import type { TicketView } from '../../../types/tickets.ts';
import { format } from '../../core/format.ts';
import { speak } from '../../core/speak.ts';
import { ago } from '../../testing/ago.ts';
import { aina } from '../../testing/aina.ts';
import { findDeep } from '../../testing/find-deep.ts';
import { sampleTicket } from '../../testing/sample-ticket.ts';
import { adoptTokens } from '../../theme/adopt-tokens.ts';
import type { Menu } from '../menu.ts';
import { conversationEnglish } from './conversation-english.ts';
import type { ConversationSay } from './conversation-words.ts';
import type { TicketHeading } from './ticket-heading.ts';
import './ticket-heading.ts';

const say: ConversationSay = (key, values) => speak('en', conversationEnglish[key], key, values);
const sales: MeView = { ...aina, role: 'sales', can: { ...aina.can, assign: false } };
const farid = { userId: '8', name: 'Farid Osman', role: 'agent' as const };

describe('engage-ticket-heading', () => {
  before(() => adoptTokens(document));

  const show = (ticket: Partial<TicketView>, me: MeView): Promise<TicketHeading> =>
    fixture<TicketHeading>(
      html`<engage-ticket-heading .ticket=${sampleTicket('1', ticket)} .say=${say} .format=${format('en')} .me=${me} .colleagues=${[farid]}></engage-ticket-heading>`,
    );
  const menu = (heading: TicketHeading): Menu | null => findDeep<Menu>(heading, '.assign');
  const isOff = (heading: TicketHeading): boolean => findDeep(heading, '.assign [slot=trigger]')?.hasAttribute('disabled') ?? false;
  const offered = (heading: TicketHeading): string[] => menu(heading)?.items.map(({ label }) => label) ?? [];

  it('offers everybody to who may assign', async () => {
    const heading = await show({ assignee: { userId: '9', name: 'Grace Lim' } }, aina);
    expect(isOff(heading)).to.equal(false);
    expect(offered(heading)).to.deep.equal(['Me', 'Nobody', 'Farid Osman']);
  });

  it('leaves out colleagues who do not see the ticket', async () => {
    expect(offered(await show({ assigneeIds: ['1'] }, aina))).to.deep.equal(['Me', 'Nobody']);
    expect(offered(await show({ assigneeIds: ['1', '8'] }, aina))).to.deep.equal(['Me', 'Nobody', 'Farid Osman']);
  });

  it('lets who may not assign take a ticket nobody has', async () => {
    const heading = await show({ assignee: null }, sales);
    expect(isOff(heading)).to.equal(false);
    expect(offered(heading)).to.deep.equal(['Me', 'Nobody']);
    setTimeout(() => menu(heading)?.dispatchEvent(new CustomEvent('choose', { detail: { value: sales.userId } })));
    const { detail } = await oneEvent(heading, 'ticket-change');
    expect(detail).to.deep.equal({ field: 'assignee', value: sales.userId });
  });

  it('lets them give their own back, and leaves other people’s alone', async () => {
    expect(isOff(await show({ assignee: { userId: sales.userId, name: sales.name } }, sales))).to.equal(false);
    expect(isOff(await show({ assignee: { userId: '8', name: 'Farid Osman' } }, sales))).to.equal(true);
    expect(isOff(await show({ assignee: null }, { ...sales, can: { ...sales.can, reply: false } }))).to.equal(true);
  });

  it('edits the subject with Enter, and leaves it with Escape', async () => {
    const heading = await show({ subject: 'Printer' }, aina);
    const begin = async (words: string): Promise<HTMLInputElement> => {
      findDeep(heading, 'h2 button')?.click();
      await heading.updateComplete;
      const field = findDeep<HTMLInputElement>(heading, 'input');
      if (!field) throw new Error('no field for the subject');
      field.value = words;
      return field;
    };
    const press = (field: HTMLElement, key: string): boolean => field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    press(await begin('Not this'), 'Escape');
    await heading.updateComplete;
    expect(findDeep(heading, 'h2')?.textContent?.trim()).to.equal('Printer');
    const field = await begin(' Printer prints nothing ');
    setTimeout(() => press(field, 'Enter'));
    const { detail } = await oneEvent(heading, 'ticket-change');
    expect(detail).to.deep.equal({ field: 'subject', value: 'Printer prints nothing' });
  });

  it('is as worried about a wait as the list is, and not at all when the turn is the merchant’s', async () => {
    const waits = async (ticket: Partial<TicketView>): Promise<(string | null)[]> =>
      [...((await show(ticket, aina)).shadowRoot?.querySelectorAll('engage-badge[icon=clock]') ?? [])].map((badge) => badge.getAttribute('tone'));
    expect(await waits({ awaitingSince: ago(2), status: 'open', preview: null })).to.deep.equal(['neutral']);
    expect(await waits({ awaitingSince: ago(20), status: 'open', preview: null })).to.deep.equal(['amber']);
    expect(await waits({ awaitingSince: ago(90), status: 'open', preview: null })).to.deep.equal(['red']);
    expect(await waits({ awaitingSince: ago(90), status: 'pending_merchant', preview: null })).to.deep.equal([]);
  });
});

import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { TicketRow } from '../../types/tickets.ts';
import { format } from '../core/format.ts';
import { speak } from '../core/speak.ts';
import { ago } from '../testing/ago.ts';
import { findDeep } from '../testing/find-deep.ts';
import { sampleTicket } from '../testing/sample-ticket.ts';
import { textOf } from '../testing/text-of.ts';
import { adoptTokens } from '../theme/adopt-tokens.ts';
import { conversationEnglish } from '../ui/conversation/conversation-english.ts';
import type { ConversationSay } from '../ui/conversation/conversation-words.ts';
import { inboxEnglish } from './inbox-english.ts';
import type { InboxSay } from './inbox-words.ts';
import type { TicketLine } from './ticket-line.ts';
import type { TicketList } from './ticket-list.ts';
import './ticket-list.ts';

const say: InboxSay = (key, values) => speak('en', inboxEnglish[key], key, values);
const talk: ConversationSay = (key, values) => speak('en', conversationEnglish[key], key, values);

describe('engage-ticket-list', () => {
  before(() => adoptTokens(document));

  const show = async (rows: readonly TicketRow[], { wide = false, width = 1100, locale = 'en' } = {}): Promise<TicketList> => {
    const box = document.createElement('div');
    box.style.cssText = `container:inbox/inline-size;inline-size:${width}px;block-size:500px;display:grid`;
    document.body.append(box);
    const list = await fixture<TicketList>(
      html`<engage-ticket-list phase="ready" view="all" ?wide=${wide} .rows=${rows} .say=${say} .speak=${talk} .format=${format(locale)}></engage-ticket-list>`,
      { parentNode: box },
    );
    await waitUntil(() => lines(list).length > 0, 'the rows are drawn');
    return list;
  };
  const lines = (list: TicketList): TicketLine[] => [
    ...(findDeep(list, 'engage-virtual-list')?.shadowRoot?.querySelectorAll<TicketLine>('engage-ticket-line') ?? []),
  ];
  const first = (list: TicketList): TicketLine => {
    const [line] = lines(list);
    if (!line) throw new Error('no line');
    return line;
  };

  it('shows the status, and beside it that somebody waits or was not reached', async () => {
    const waiting = first(await show([sampleTicket('1', { status: 'pending_internal', awaitingSince: ago(4) })], { wide: true }));
    expect(textOf(waiting)).to.include('Waiting for us').and.to.include('Waiting 4m');
    const failed = first(
      await show([sampleTicket('1', { status: 'pending_merchant', preview: { type: 'text', text: 'Hai', direction: 'out', status: 'failed' } })], {
        wide: true,
      }),
    );
    expect(textOf(failed)).to.include('Waiting for merchant').and.to.include('Not delivered');
  });

  it('has a head for each column, and each sorts by what it names', async () => {
    const list = await show([sampleTicket('1')], { wide: true });
    const heads = [...(list.shadowRoot?.querySelectorAll<HTMLElement>('.columns button') ?? [])];
    const sorts: Record<string, string> = {};
    for (const head of heads) {
      setTimeout(() => head.click());
      const event = await oneEvent(list, 'sort-choose');
      sorts[head.textContent?.trim() ?? ''] = String(Reflect.get(Object(event.detail), 'sort'));
    }
    expect(sorts).to.deep.equal({
      Outlet: 'outlet',
      Ticket: 'reference',
      FID: 'fid',
      OID: 'oid',
      Status: 'status',
      Priority: 'priority',
      Assignee: 'assignee',
      Updated: 'oldest',
    });
  });

  it('shows the whole ticket number of a card, however many chips there are', async () => {
    const busy = sampleTicket('4182', { priority: 'urgent', awaitingSince: ago(70), categoryName: 'Payments and receipts', unread: 120 });
    for (const width of [248, 312, 360]) {
      const line = first(await show([busy], { width }));
      const number = findDeep(line, '.number');
      expect(number?.textContent).to.equal('TKT-2026-004182');
      const [box, own] = [number?.getBoundingClientRect(), line.getBoundingClientRect()];
      expect(box?.right ?? 0, `at ${width} px`).to.be.at.most(own.right);
      expect(number?.scrollWidth, `at ${width} px`).to.be.at.most((number?.clientWidth ?? 0) + 1);
    }
  });

  it('shows both that it is urgent and how long somebody waits, in the narrowest list too', async () => {
    const busy = sampleTicket('4182', { priority: 'urgent', awaitingSince: ago(70), linkState: 'ambiguous', outlet: null, preview: null });
    const shown = async (width: number, ticket = busy, locale = 'en'): Promise<string[]> => {
      const line = first(await show([ticket], { width, locale }));
      const end = findDeep(line, '.fit')?.getBoundingClientRect().bottom ?? 0;
      return [...(line.shadowRoot?.querySelectorAll('.fit engage-badge') ?? [])]
        .filter((badge) => badge.getBoundingClientRect().bottom <= end + 1)
        .map((badge) => textOf(badge).replace(/\s+/g, ' '));
    };
    expect(await shown(280)).to.deep.equal(['Urgent', 'Waiting 1h 10m']);
    // the longest there are: a wait in Malay
    expect(await shown(280, { ...busy, awaitingSince: ago(118) }, 'ms')).to.deep.equal(['Urgent', 'Waiting 1 j 58 min']);
    expect(await shown(280, { ...busy, awaitingSince: ago(1399) }, 'ms')).to.include.members(['Urgent', 'Waiting 23 j 19 min']);
    expect(await shown(312)).to.deep.equal(['Urgent', 'Waiting 1h 10m', 'Choose outlet']);
  });

  it('says nothing of waiting while the turn is the merchant’s', async () => {
    const theirs = sampleTicket('1', { status: 'pending_merchant', awaitingSince: ago(70) });
    const ours = sampleTicket('2', { status: 'open', awaitingSince: ago(70), preview: { type: 'text', text: 'Hai', direction: 'out', status: 'read' } });
    for (const wide of [true, false]) for (const line of lines(await show([theirs, ours], { wide }))) expect(textOf(line)).to.not.include('Waiting 1h');
  });

  it('keeps every row of the wide list as tall, and the open one in view when the list turns narrow', async () => {
    const rows = Array.from({ length: 60 }, (_, index) =>
      sampleTicket(String(100 + index), index % 2 ? { status: 'pending_internal', awaitingSince: ago(70), priority: 'urgent' } : { awaitingSince: null }),
    );
    const list = await show(rows, { wide: true, width: 1000 });
    expect([...new Set(lines(list).map((line) => line.getBoundingClientRect().height))]).to.deep.equal([57]);
    list.rows = [...rows.slice(1, 20), ...rows.slice(0, 1), ...rows.slice(20)];
    list.selectedId = '112';
    list.wide = false;
    if (list.parentElement) list.parentElement.style.inlineSize = '300px';
    const isInView = (): boolean => {
      const box = lines(list)
        .find((line) => line.dataset['id'] === '112')
        ?.getBoundingClientRect();
      const frame = list.getBoundingClientRect();
      return box !== undefined && box.height > 70 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
    };
    await waitUntil(isInView, 'the open ticket slipped away');
    const boxes = lines(list)
      .map((line) => line.getBoundingClientRect())
      .toSorted((one, other) => one.top - other.top);
    expect(boxes.slice(1).map((box, at) => Math.round(box.top - (boxes[at]?.bottom ?? 0)))).to.satisfy((gaps: number[]) => gaps.every((gap) => gap === 0));
  });

  it('says of every row which of how many it is, and when exactly', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => sampleTicket(String(100 + index), { lastMessageAt: '2026-03-02T01:05:00Z' }));
    const list = await show(rows);
    const [one, two] = lines(list);
    expect([one?.getAttribute('aria-posinset'), two?.getAttribute('aria-posinset'), one?.getAttribute('aria-setsize')]).to.deep.equal(['1', '2', '40']);
    expect(one && textOf(one)).to.include('2 Mar 2026, 09:05');
    await expect(list).to.be.accessible();
  });
});

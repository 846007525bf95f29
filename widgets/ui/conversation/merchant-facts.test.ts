import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { OutletView } from '../../../types/outlets.ts';
import type { TicketView } from '../../../types/tickets.ts';
import { format } from '../../core/format.ts';
import { speak } from '../../core/speak.ts';
import { aina } from '../../testing/aina.ts';
import { findDeep } from '../../testing/find-deep.ts';
import { sampleOutlets } from '../../testing/sample-outlets.ts';
import { sampleTicket } from '../../testing/sample-ticket.ts';
import { textOf } from '../../testing/text-of.ts';
import { adoptTokens } from '../../theme/adopt-tokens.ts';
import { conversationEnglish } from './conversation-english.ts';
import type { ConversationSay } from './conversation-words.ts';
import type { MerchantFacts } from './merchant-facts.ts';
import './merchant-facts.ts';

const say: ConversationSay = (key, values) => speak('en', conversationEnglish[key], key, values);
const zone = 'Pacific/Kiritimati';
/** The calendar day so many days from today in the outlet's zone, 14 hours ahead of UTC. */
const dayThere = (days: number): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.now() + days * 86_400_000);

describe('engage-merchant-facts', () => {
  before(() => adoptTokens(document));

  const show = (ticket: Partial<TicketView>): Promise<MerchantFacts> =>
    fixture<MerchantFacts>(
      html`<engage-merchant-facts .ticket=${sampleTicket('1', ticket)} .say=${say} .format=${format('en')} .me=${aina} .categories=${[{ id: '3', name: 'Hardware' }]}></engage-merchant-facts>`,
    );
  const card = (change: Partial<OutletView>): OutletView | null => (sampleOutlets[0] ? { ...sampleOutlets[0], timezone: zone, ...change } : null);

  it('counts the days to the end of a subscription in the outlet’s time zone', async () => {
    for (const [days, words, mark] of [
      [0, 'today', 'soon'],
      [14, 'in 14 days', 'soon'],
      [-1, 'yesterday', 'over'],
      [40, 'in 40 days', ''],
    ] as const) {
      const facts = await show({ outletCard: card({ expiresOn: dayThere(days) }) });
      expect(textOf(facts)).to.include(words);
      expect(findDeep(facts, '.soon, .over')?.className ?? '').to.equal(mark);
    }
  });

  it('measures the first reply from the merchant’s first message', async () => {
    const facts = await show({ createdAt: '2026-11-21T01:00:00Z', firstInboundAt: '2026-11-21T01:10:00Z', firstResponseAt: '2026-11-21T01:14:00Z' });
    expect(textOf(facts)).to.include('after 4m');
  });

  it('puts the ticket into another category', async () => {
    const facts = await show({});
    const select = findDeep(facts, 'engage-select');
    if (!select) throw new Error('no choice of categories');
    Reflect.set(select, 'value', '3');
    setTimeout(() => select.dispatchEvent(new Event('change')));
    const { detail } = await oneEvent(facts, 'ticket-change');
    expect(detail).to.deep.equal({ field: 'category', value: '3' });
  });
});

import { expect } from '@open-wc/testing';
import { sampleTicket } from '../../testing/sample-ticket.ts';
import { waiting } from './waiting.ts';

const at = '2026-11-21T10:00:00.000Z';
const out = { type: 'text', text: 'Hai', direction: 'out' } as const;

describe('who waits for us', () => {
  it('is whoever wrote last and has no answer', () => {
    for (const status of ['new', 'open', 'pending_internal'] as const)
      expect(waiting.since(sampleTicket('1', { status, awaitingSince: at, preview: null })), status).to.equal(at);
    expect(waiting.since(sampleTicket('1', { awaitingSince: null }))).to.equal(null);
  });

  it('is nobody while the turn is the merchant’s, or the ticket is done', () => {
    for (const status of ['pending_merchant', 'resolved', 'closed'] as const)
      expect(waiting.since(sampleTicket('1', { status, awaitingSince: at, preview: null })), status).to.equal(null);
  });

  it('is nobody after our word, except one that never arrived; a reaction is no word', () => {
    const since = (preview: Parameters<typeof waiting.since>[0]['preview']): string | null =>
      waiting.since(sampleTicket('1', { status: 'open', awaitingSince: at, preview }));
    expect(since({ ...out, status: 'delivered' })).to.equal(null);
    expect(since({ ...out, status: 'queued' })).to.equal(null);
    expect(since({ ...out, status: 'failed' })).to.equal(at);
    expect(since({ ...out, type: 'reaction', status: 'sent' })).to.equal(at);
  });

  it('worries more as time goes by', () => {
    const after = (minutes: number): string => waiting.tone(at, Date.parse(at) + minutes * 60_000);
    expect([4, 6, 59, 61].map(after)).to.deep.equal(['neutral', 'amber', 'amber', 'red']);
  });
});

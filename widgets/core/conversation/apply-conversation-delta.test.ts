import { expect } from '@open-wc/testing';
import type { LiveDelta } from '../../../types/live.ts';
import { ago } from '../../testing/ago.ts';
import { sampleMessage } from '../../testing/sample-message.ts';
import { sampleTicket } from '../../testing/sample-ticket.ts';
import { applyConversationDelta } from './apply-conversation-delta.ts';
import type { Conversation } from './conversation.ts';
import { newConversation } from './new-conversation.ts';

const sent = sampleMessage('1', '9', 5, 'hello', { direction: 'out', status: 'sent' });
const open: Conversation = { ...newConversation('9'), phase: 'ready', ticket: sampleTicket('9'), items: [sent], revision: 3 };
const status = (to: 'sent' | 'delivered' | 'read' | 'failed' | 'queued'): LiveDelta => ({ t: 'status', ticketId: '9', messageId: '1', status: to, at: ago(0) });
const statusOf = (conversation: Conversation): string | undefined => (conversation.items[0]?.kind === 'message' ? conversation.items[0].status : undefined);

describe('applyConversationDelta', () => {
  it('lets statuses rise only', () => {
    const read = applyConversationDelta(open, status('read'), '7');
    expect(statusOf(read)).to.equal('read');
    expect(applyConversationDelta(read, status('delivered'), '7')).to.equal(read);
    expect(applyConversationDelta(read, status('failed'), '7')).to.equal(read);
  });

  it('lets a retry begin anew after a failure', () => {
    const failed = applyConversationDelta(open, status('failed'), '7');
    expect(statusOf(failed)).to.equal('failed');
    expect(statusOf(applyConversationDelta(failed, status('queued'), '7'))).to.equal('queued');
  });

  it('lets an unconfirmed message be tried again once the server says so, and then begin anew', () => {
    const news = (canRetry: boolean): LiveDelta => ({
      t: 'status',
      ticketId: '9',
      messageId: '1',
      status: 'unknown',
      at: ago(0),
      failure: { code: 'not_confirmed', key: 'not_confirmed', canRetry },
    });
    const unconfirmed: Conversation = { ...open, items: [{ ...sent, status: 'unknown' }] };
    const settling = applyConversationDelta(unconfirmed, news(false), '7');
    expect(applyConversationDelta(settling, status('queued'), '7'), 'late news of before').to.equal(settling);
    const retriable = applyConversationDelta(settling, news(true), '7');
    expect(retriable.items[0]?.kind === 'message' && retriable.items[0].failure?.canRetry).to.equal(true);
    expect(applyConversationDelta(retriable, news(true), '7')).to.equal(retriable);
    const again = applyConversationDelta(retriable, status('queued'), '7');
    expect(statusOf(again)).to.equal('queued');
    expect(again.items[0]?.kind === 'message' && again.items[0].failure).to.equal(null);
  });

  it('ignores other tickets and revisions that are older than what is shown', () => {
    expect(applyConversationDelta(open, { t: 'item', ticketId: '8', rev: 9, item: sent }, '7')).to.equal(open);
    expect(applyConversationDelta(open, { t: 'ticket', id: '9', rev: 1, at: ago(0), patch: { status: 'resolved' } }, '7')).to.equal(open);
    expect(applyConversationDelta(open, { t: 'ticket', id: '9', rev: 4, at: ago(0), patch: { status: 'resolved' } }, '7').ticket?.status).to.equal('resolved');
  });

  it('leaves the person out of the viewers', () => {
    const viewers = [
      { userId: '7', name: 'Aina', state: 'viewing' as const },
      { userId: '8', name: 'Farid', state: 'typing_reply' as const },
    ];
    expect(applyConversationDelta(open, { t: 'presence', ticketId: '9', viewers }, '7').viewers.map(({ name }) => name)).to.deep.equal(['Farid']);
  });

  it('forgets what was new once somebody of the team answers; a reaction is no answer', () => {
    const unread: Conversation = { ...open, unreadFrom: 'message:1' };
    const item = (change: Parameters<typeof sampleMessage>[4]): LiveDelta => ({
      t: 'item',
      ticketId: '9',
      rev: 4,
      item: sampleMessage('5', '9', 0, 'x', change),
    });
    const after = (change: Parameters<typeof sampleMessage>[4]): string | null => applyConversationDelta(unread, item(change), '7').unreadFrom;
    expect(after({ direction: 'in' })).to.equal('message:1');
    expect(after({ direction: 'out', type: 'reaction', status: 'sent' })).to.equal('message:1');
    expect(after({ direction: 'out', status: 'queued' })).to.equal(null);
  });
});

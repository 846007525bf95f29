import { expect, fixture, html } from '@open-wc/testing';
import type { MessageView } from '../../../types/messages.ts';
import type { PendingMessage } from '../../core/conversation/conversation.ts';
import { pendingView } from '../../core/conversation/pending-view.ts';
import { EngageError } from '../../core/engage-error.ts';
import { format } from '../../core/format.ts';
import { speak } from '../../core/speak.ts';
import { sampleMessage } from '../../testing/sample-message.ts';
import { findDeep } from '../../testing/find-deep.ts';
import { textOf } from '../../testing/text-of.ts';
import { conversationEnglish } from './conversation-english.ts';
import type { ConversationSay } from './conversation-words.ts';
import type { MessageBubble } from './message-bubble.ts';
import './message-bubble.ts';

const say: ConversationSay = (key, values) => speak('en', conversationEnglish[key], key, values);
const show = (message: MessageView, pending: PendingMessage | null = null, by = ''): Promise<MessageBubble> =>
  fixture<MessageBubble>(
    html`<engage-message-bubble .message=${message} .pending=${pending} .say=${say} .format=${format('en', 'Asia/Kuala_Lumpur')} me="7" by=${by}></engage-message-bubble>`,
  );
const waiting: PendingMessage = {
  clientKey: 'k',
  content: { type: 'text', text: 'Hello' },
  replyTo: null,
  at: new Date().toISOString(),
  state: 'waiting',
  progress: 0,
  error: null,
  body: null,
};
const refused = (error: EngageError): Promise<MessageBubble> => {
  const pending: PendingMessage = { ...waiting, state: 'refused', error };
  return show(pendingView(pending, '1', null), pending);
};
const buttons = (bubble: MessageBubble): string[] =>
  [...bubble.renderRoot.querySelectorAll<HTMLElement>('.trouble engage-button')].map((button) => textOf(button));
const out = (change: Partial<MessageView>): MessageView => sampleMessage('1', '1', 5, 'Hello', { direction: 'out', ...change });

describe('engage-message-bubble', () => {
  it('says who speaks to those who do not see the sides', async () => {
    expect(textOf(await show(sampleMessage('1', '1', 5, 'Hello')))).to.match(/^Merchant: Hello/);
    expect(textOf(await show(out({})))).to.match(/^You: Hello/);
    expect(textOf(await show(out({ author: { userId: '8', name: 'Farid' } })))).to.match(/^Farid: Hello/);
    expect(textOf(await show(out({ author: null })))).to.match(/^Us: Hello/);
    expect(textOf(await show(pendingView(waiting, '1', null), waiting))).to.match(/^You: Hello/);
    const named = await show(out({ author: { userId: '8', name: 'Farid' } }), null, 'Farid');
    expect(textOf(named).match(/Farid/g)?.length, 'once, where the name is to be seen').to.equal(1);
  });

  it('offers another attempt with what nobody confirmed only when the server allows it', async () => {
    const failure = { code: 'not_confirmed', key: 'not_confirmed' as const };
    const settling = await show(out({ status: 'unknown', failure: { ...failure, canRetry: false } }));
    expect(textOf(settling)).to.include('it is not sent twice');
    expect(buttons(settling)).to.deep.equal([]);
    const settled = await show(out({ status: 'unknown', failure: { ...failure, canRetry: true } }));
    expect(textOf(settled)).to.include('WhatsApp never confirmed it. Ask the merchant');
    expect(buttons(settled)).to.deep.equal(['Try again']);
    await expect(settled).to.be.accessible();
    let asked: unknown;
    settled.addEventListener('message-retry', (event) => {
      asked = event instanceof CustomEvent && event.detail;
    });
    settled.renderRoot.querySelector<HTMLElement>('.trouble engage-button')?.click();
    expect(asked).to.deep.equal({ messageId: '1' });
  });

  it('offers what helps against a refusal', async () => {
    const gone = await refused(new EngageError({ code: 'forbidden', message: 'x', details: { reason: 'opted_out' } }));
    expect(textOf(gone)).to.include('does not want to be written to first');
    expect(buttons(gone)).to.deep.equal(['Discard']);
    const paused = await refused(new EngageError({ code: 'conflict', message: 'x', details: { status: 'PAUSED' } }));
    expect(textOf(paused)).to.include('has paused this template');
    expect(buttons(paused)).to.deep.equal(['Choose a template', 'Discard']);
    const closed = await refused(new EngageError({ code: 'conflict', message: 'x', details: { status: 'closed' } }));
    expect(textOf(closed)).to.include('the ticket is closed');
    expect(buttons(closed)).to.deep.equal(['Try again', 'Discard']);
    const file = await refused(new EngageError({ code: 'unsupported_media', message: 'x' }));
    expect(buttons(file)).to.deep.equal(['Discard']);
    expect(file.renderRoot.querySelector('engage-delivery-state'), 'it is not on its way').to.equal(null);
    const stale = await refused(new EngageError({ code: 'stale_reply', message: 'x' }));
    expect(buttons(stale)).to.deep.equal(['Send anyway', 'Discard']);
  });

  it('words WhatsApp’s "enough for now" by what was sent', async () => {
    const failure = { code: '131049', key: 'marketing_limit', canRetry: false } as const;
    expect(textOf(await show(out({ status: 'failed', failure }))))
      .to.include('held it back')
      .and.not.include('marketing');
    expect(textOf(await show(out({ status: 'failed', failure, type: 'template' })))).to.include('marketing');
  });

  it('says in words what WhatsApp does not hand over', async () => {
    const poll = await show(sampleMessage('1', '1', 5, null, { type: 'unsupported', detail: 'poll_creation' }));
    expect(textOf(poll)).to.include('WhatsApp does not hand over').and.to.include('A poll.').and.not.include('poll_creation');
    const other = await show(sampleMessage('1', '1', 5, null, { type: 'unsupported', detail: 'pin_message' }));
    expect(textOf(other)).to.include('another way').and.not.include('pin_message');
  });

  it('says exactly when to who cannot point at it', async () => {
    const bubble = await show(sampleMessage('1', '1', 5, 'Hello', { at: '2026-03-02T01:05:00Z' }));
    expect(bubble.renderRoot.querySelector('time .sr-only')?.textContent).to.equal('2 Mar 2026, 09:05');
  });

  it('puts what can be done beside or above the bubble, never over its words', async () => {
    for (const width of [320, 700]) {
      const box = await fixture<HTMLElement>(html`<div>
        <p>Above</p>
        <engage-message-bubble answerable .message=${sampleMessage('1', '1', 5, 'Hello there, the printer is dead again')} .say=${say} .format=${format('en')}></engage-message-bubble>
      </div>`);
      box.style.inlineSize = `${width}px`;
      box.style.paddingBlockStart = '60px';
      const words = findDeep(box, '.text')?.getBoundingClientRect();
      const actions = findDeep(box, '.actions')?.getBoundingClientRect();
      if (!words || !actions) throw new Error('not drawn');
      const isOver = actions.top < words.bottom && actions.bottom > words.top && actions.left < words.right && actions.right > words.left;
      expect(isOver, `at ${width} px`).to.equal(false);
      expect(actions.right, `at ${width} px`).to.be.at.most(box.getBoundingClientRect().right);
    }
  });
});

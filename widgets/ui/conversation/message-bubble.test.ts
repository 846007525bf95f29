import { expect, fixture, html } from '@open-wc/testing';
import { format } from '../../core/format.ts';
import { speak } from '../../core/speak.ts';
import { everyKind } from '../../testing/every-kind.ts';
import { textOf } from '../../testing/text-of.ts';
import { conversationEnglish } from './conversation-english.ts';
import type { ConversationSay } from './conversation-words.ts';
import './message-bubble.ts';

const say: ConversationSay = (key, values) => speak('en', conversationEnglish[key], key, values);

describe('engage-message-bubble', () => {
  it('says once what a place, a card, an order or an answer says', async () => {
    const told = everyKind('1').filter(
      (item) => item.kind === 'message' && item.direction === 'in' && (item.location ?? item.contacts ?? item.order ?? item.interactive),
    );
    expect(told.length).to.equal(5);
    for (const message of told) {
      const bubble = await fixture(html`<engage-message-bubble .message=${message} .say=${say} .format=${format('en')}></engage-message-bubble>`);
      const words = message.kind === 'message' ? (message.text ?? '') : '';
      expect(textOf(bubble).split(words).length - 1, words).to.equal(1);
    }
  });
});

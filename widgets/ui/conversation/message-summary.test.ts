import { expect } from '@open-wc/testing';
import { speak } from '../../core/speak.ts';
import { conversationEnglish } from './conversation-english.ts';
import { conversationMalay } from './conversation-malay.ts';
import type { ConversationSay } from './conversation-words.ts';
import { messageSummary } from './message-summary.ts';

const english: ConversationSay = (key, values) => speak('en', conversationEnglish[key], key, values);
const malay: ConversationSay = (key, values) => speak('ms', conversationMalay[key], key, values);

describe('a message in one line', () => {
  it('says that a name is a place', () => {
    expect(messageSummary(english, { type: 'location', text: 'Kedai Wangsa' })).to.equal('Location: Kedai Wangsa');
    expect(messageSummary(malay, { type: 'location', text: null })).to.equal('Lokasi');
  });

  it('says that it was deleted', () => {
    expect(messageSummary(english, { type: 'deleted', text: null })).to.equal('Message deleted');
    expect(messageSummary(malay, { type: 'deleted', text: null })).to.equal('Mesej dipadam');
  });
});

import { expect } from '@open-wc/testing';
import type { TimelineView } from '../../../types/tickets.ts';
import { speak } from '../../core/speak.ts';
import { conversationEnglish } from './conversation-english.ts';
import { conversationMalay } from './conversation-malay.ts';
import type { ConversationSay } from './conversation-words.ts';
import { timelineText } from './timeline-text.ts';

const english: ConversationSay = (key, values) => speak('en', conversationEnglish[key], key, values);
const malay: ConversationSay = (key, values) => speak('ms', conversationMalay[key], key, values);
const assigned = (actor: string | null, to: string): TimelineView => ({
  kind: 'event',
  id: '1',
  ticketId: '1',
  action: 'assigned',
  actor,
  params: { to },
  at: '2026-11-21T10:00:00.000Z',
});

describe('what happened, in words', () => {
  it('says who took a ticket, and who gave it to whom', () => {
    expect(timelineText(english, assigned('Aina', 'Aina'))).to.equal('Aina took this ticket');
    expect(timelineText(malay, assigned('Aina', 'Aina'))).to.equal('Aina mengambil tiket ini');
    expect(timelineText(english, assigned('Grace', 'Aina'))).to.equal('Assigned to Aina by Grace');
    expect(timelineText(english, assigned(null, 'Aina'))).to.equal('Assigned to Aina');
  });

  it('says that something was taken away, not what it became', () => {
    const event = { ...assigned('Aina', ''), params: { from: 'Printer' } };
    expect(timelineText(english, { ...event, action: 'category_changed' })).to.equal('Category removed by Aina');
    expect(timelineText(malay, { ...event, action: 'category_changed' })).to.equal('Kategori dibuang oleh Aina');
    expect(timelineText(english, { ...event, action: 'subject_changed' })).to.equal('Subject removed by Aina');
    expect(timelineText(malay, { ...event, action: 'subject_changed' })).to.equal('Tajuk dibuang oleh Aina');
    expect(timelineText(english, { ...event, action: 'category_changed', params: { to: 'Printer' } })).to.equal('Category: Printer by Aina');
  });
});

import type { MessageView } from '../../types/messages.ts';
import type { ThreadItem } from '../../types/tickets.ts';
import { ago } from './ago.ts';
import { sampleMessage } from './sample-message.ts';

/** Every kind of message there is. */
export function everyKind(ticketId: string): ThreadItem[] {
  const media = (change: object): MessageView['media'] => ({
    state: 'stored',
    mime: null,
    filename: null,
    bytes: 48_000,
    durationSeconds: null,
    voice: false,
    url: 'data:image/svg+xml;utf8,<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="%2399aabb"/><circle cx="200" cy="150" r="80" fill="%23eef2f7"/></svg>',
    ...change,
  });
  let id = 200;
  const next = (text: string | null, change: Partial<MessageView> = {}): MessageView =>
    sampleMessage(String((id += 1)), ticketId, 3000 - (id - 200) * 12, text, change);
  return [
    next('Plain with *bold*, _italic_, ~struck~, ```mono``` and https://kedaipos.example/help', { forwarded: true }),
    next('Ini gambarnya', { type: 'image', media: media({ mime: 'image/jpeg', filename: 'printer.jpg' }) }),
    next(null, { type: 'image', media: media({ state: 'pending', url: null }) }),
    next(null, { type: 'image', media: media({ state: 'failed', url: null }) }),
    next(null, { type: 'audio', media: media({ mime: 'audio/ogg', voice: true, durationSeconds: 18, url: '/media/voice' }) }),
    next(null, { type: 'sticker', media: media({ mime: 'image/webp' }) }),
    next('Sri Kopitiam Bangsar', {
      type: 'location',
      location: { latitude: 3.1319, longitude: 101.6841, name: 'Sri Kopitiam Bangsar', address: '12 Jalan Telawi 3, Bangsar' },
    }),
    next('Ahmad Farid', { type: 'contacts', contacts: [{ name: 'Ahmad Farid', phones: ['+60129876543'], emails: [], org: 'Sri Kopitiam' }] }),
    next('Boleh hantar esok?', {
      type: 'order',
      order: { items: [{ productId: 'ROLL-80', quantity: 10, price: '4.50', currency: 'MYR' }], text: 'Boleh hantar esok?' },
    }),
    next('Taman Midah', { type: 'interactive', interactive: { reply: { id: 'a', title: 'Taman Midah', description: 'Restoran Mewah' } } }),
    next('Ya', {
      type: 'button',
      interactive: { reply: { id: 'ya', title: 'Ya' } },
      replyTo: { id: '201', text: 'Plain with *bold*', direction: 'in', type: 'text' },
    }),
    next(null, { type: 'unsupported', detail: 'poll' }),
    next('edited words', { editedAt: ago(20) }),
    next(null, { deletedAt: ago(20) }),
    next('Which outlet is this about?', {
      direction: 'out',
      type: 'interactive',
      interactive: {
        type: 'button',
        options: [
          { id: '1', title: 'Cheras' },
          { id: '2', title: 'Ampang' },
        ],
      },
      status: 'delivered',
    }),
    next(null, {
      direction: 'out',
      type: 'template',
      template: {
        name: 'follow_up',
        language: 'ms',
        header: 'KedaiPOS',
        body: 'Hai Sri Devi, boleh kami bantu lagi?',
        footer: 'Balas untuk menyambung',
        buttons: ['Ya', 'Tidak'],
      },
      status: 'sent',
    }),
    next('Sent by somebody else', { direction: 'out', author: { userId: '8', name: 'Farid Osman' }, status: 'delivered' }),
    next('Not sure whether it arrived', { direction: 'out', status: 'unknown' }),
    next('This one failed', { direction: 'out', status: 'failed', failure: { code: '131026', key: 'not_on_whatsapp', canRetry: false } }),
    next('This one may be tried again', { direction: 'out', status: 'failed', failure: { code: '131000', key: 'temporary', canRetry: true } }),
  ];
}

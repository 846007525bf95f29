import type { MeView } from '../../types/access.ts';
import type { MessageView } from '../../types/messages.ts';
import type { OutletView } from '../../types/outlets.ts';
import type { ThreadItem, TicketRow, TicketView } from '../../types/tickets.ts';
import { FakeServer } from './fake-server.ts';

const MINUTE = 60_000;
const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();

/** Aina, an agent who may do everything an agent does. */
export const aina: MeView = { userId: '7', name: 'Aina Rahman', role: 'agent', pii: 'full', can: { reply: true, assign: true, resolve: true, linkOutlet: true, seeAllViews: true, upload: true } };

const outlets: OutletView[] = [
  { oid: '8812', fid: '120', name: 'Bangsar', franchiseName: 'Sri Kopitiam', status: 'active', timezone: 'Asia/Kuala_Lumpur', expiresOn: new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10), address: '12 Jalan Telawi 3, 59100 Kuala Lumpur' },
  { oid: '8813', fid: '121', name: 'Shah Alam 2', franchiseName: 'Nasi Ayam Haji', status: 'active', timezone: 'Asia/Kuala_Lumpur', expiresOn: '2027-06-30', address: null },
  { oid: '8814', fid: '122', name: 'Mid Valley', franchiseName: 'Bubble Time', status: 'active', timezone: 'Asia/Kuala_Lumpur', expiresOn: '2027-02-11', address: null },
  { oid: '8815', fid: '123', name: 'Restoran Mewah Cheras', franchiseName: 'Restoran Mewah', status: 'active', timezone: 'Asia/Kuala_Lumpur', expiresOn: '2027-02-11', address: null },
  { oid: '8816', fid: '123', name: 'Restoran Mewah Ampang', franchiseName: 'Restoran Mewah', status: 'active', timezone: 'Asia/Kuala_Lumpur', expiresOn: '2027-02-11', address: null },
  { oid: '8817', fid: '124', name: 'Ipoh', franchiseName: 'Lucky Mart', status: 'suspended', timezone: 'Asia/Kuala_Lumpur', expiresOn: ago(20 * 1440).slice(0, 10), address: null },
];

/** A ticket of whom you like; what is not named is ordinary. */
export function sampleTicket(id: string, change: Partial<TicketView> = {}): TicketView {
  const outlet = outlets[0];
  const contact = change.contact ?? { id: `5${id}`, name: 'Sri Devi', phone: '+60123456789' };
  const linked = change.outlet === undefined && change.linkState === undefined ? outlet : outlets.find(({ oid }) => oid === change.outlet?.oid);
  return {
    id,
    reference: `TKT-2026-${id.padStart(6, '0')}`,
    subject: null,
    status: 'open',
    priority: 'normal',
    categoryId: null,
    categoryName: null,
    assignee: { userId: '7', name: 'Aina Rahman' },
    contact,
    outlet: linked ? { oid: linked.oid, fid: linked.fid, name: linked.name, franchiseName: linked.franchiseName } : null,
    linkState: 'linked',
    preview: { type: 'text', text: 'Terima kasih!', direction: 'in', status: 'received' },
    unread: 0,
    awaitingSince: null,
    firstResponseAt: ago(50),
    windowEndsAt: new Date(Date.now() + (23 * 60 + 49.5) * MINUTE).toISOString(),
    reopenCount: 0,
    lastMessageAt: ago(10),
    createdAt: ago(60),
    updatedAt: ago(10),
    revision: 3,
    contactCard: { id: contact.id, name: contact.name, phone: contact.phone, username: null, email: null, locale: 'ms', createdAt: ago(400 * 1440), ticketCount: 1 },
    outletCard: linked ?? null,
    candidates: [],
    number: { id: '1', displayPhone: '+60 3-1234 5678', name: 'KedaiPOS Support' },
    resolvedAt: null,
    closedAt: null,
    previous: [],
    formerTicketId: null,
    ...change,
  };
}

/** A message; what is not named is ordinary. */
export function sampleMessage(id: string, ticketId: string, minutesAgo: number, text: string | null, change: Partial<MessageView> = {}): MessageView {
  const direction = change.direction ?? 'in';
  return {
    kind: 'message', id, ticketId, direction, type: 'text', text, media: null, location: null, contacts: null, interactive: null, template: null, order: null,
    referral: null, detail: null, forwarded: false, editedAt: null, deletedAt: null, replyTo: null, reactions: [],
    author: direction === 'out' ? { userId: '7', name: 'Aina Rahman' } : null,
    status: direction === 'out' ? 'read' : 'received', failure: null, clientKey: null, at: ago(minutesAgo), sentAt: null, deliveredAt: null, readAt: direction === 'out' ? ago(minutesAgo - 1) : null,
    ...change,
  };
}

const event = (id: string, ticketId: string, minutesAgo: number, action: 'created' | 'assigned' | 'outlet_matched', params: Record<string, string> = {}): ThreadItem => ({ kind: 'event', id, ticketId, action, actor: null, params, at: ago(minutesAgo) });

/** The conversation of the design picture. */
function printerThread(ticketId: string): ThreadItem[] {
  return [
    event('1', ticketId, 21, 'created'),
    sampleMessage('101', ticketId, 21, 'Hi, sejak update pagi tadi mesin cetak resit tak keluar kertas langsung'),
    sampleMessage('102', ticketId, 20, null, { type: 'document', media: { state: 'stored', mime: 'application/pdf', filename: 'error-printer.pdf', bytes: 212_000, durationSeconds: null, voice: false, url: '/media/1' } }),
    event('2', ticketId, 19, 'assigned', { to: 'Aina Rahman' }),
    event('3', ticketId, 19, 'outlet_matched'),
    sampleMessage('103', ticketId, 17, 'Hai Sri, terima kasih atas fail itu. Boleh cuba matikan pencetak 10 saat, kemudian hidupkan semula?', { direction: 'out' }),
    { kind: 'note', id: '1', ticketId, text: 'Same model failed at Lucky Mart last week. Firmware 2.1.8. @Farid can you confirm?', author: { userId: '7', name: 'Aina Rahman' }, at: ago(15) },
    sampleMessage('104', ticketId, 10, 'Dah cuba, masih sama. Mesin cetak resit masih tak keluar kertas 😓', { reactions: [{ emoji: '🙏', from: 'us', by: 'Aina Rahman' }] }),
  ];
}

/** Every kind of message there is. */
export function everyKind(ticketId: string): ThreadItem[] {
  const media = (change: object): MessageView['media'] => ({ state: 'stored', mime: null, filename: null, bytes: 48_000, durationSeconds: null, voice: false, url: 'data:image/svg+xml;utf8,<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="%2399aabb"/><circle cx="200" cy="150" r="80" fill="%23eef2f7"/></svg>', ...change });
  let id = 200;
  const next = (text: string | null, change: Partial<MessageView> = {}): MessageView => sampleMessage(String((id += 1)), ticketId, 3000 - (id - 200) * 12, text, change);
  return [
    next('Plain with *bold*, _italic_, ~struck~, ```mono``` and https://kedaipos.example/help', { forwarded: true }),
    next('Ini gambarnya', { type: 'image', media: media({ mime: 'image/jpeg', filename: 'printer.jpg' }) }),
    next(null, { type: 'image', media: media({ state: 'pending', url: null }) }),
    next(null, { type: 'image', media: media({ state: 'failed', url: null }) }),
    next(null, { type: 'audio', media: media({ mime: 'audio/ogg', voice: true, durationSeconds: 18, url: '/media/voice' }) }),
    next(null, { type: 'sticker', media: media({ mime: 'image/webp' }) }),
    next(null, { type: 'location', location: { latitude: 3.1319, longitude: 101.6841, name: 'Sri Kopitiam Bangsar', address: '12 Jalan Telawi 3, Bangsar' } }),
    next(null, { type: 'contacts', contacts: [{ name: 'Ahmad Farid', phones: ['+60129876543'], emails: [], org: 'Sri Kopitiam' }] }),
    next(null, { type: 'order', order: { items: [{ productId: 'ROLL-80', quantity: 10, price: '4.50', currency: 'MYR' }], text: 'Boleh hantar esok?' } }),
    next(null, { type: 'interactive', interactive: { reply: { id: 'a', title: 'Cheras', description: 'Restoran Mewah' } } }),
    next('Ya', { type: 'button', replyTo: { id: '201', text: 'Plain with *bold*', direction: 'in', type: 'text' } }),
    next(null, { type: 'unsupported', detail: 'poll' }),
    next('edited words', { editedAt: ago(20) }),
    next(null, { deletedAt: ago(20) }),
    next('Which outlet is this about?', { direction: 'out', type: 'interactive', interactive: { type: 'button', options: [{ id: '1', title: 'Cheras' }, { id: '2', title: 'Ampang' }] }, status: 'delivered' }),
    next(null, { direction: 'out', type: 'template', template: { name: 'follow_up', language: 'ms', header: 'KedaiPOS', body: 'Hai Sri Devi, boleh kami bantu lagi?', footer: 'Balas untuk menyambung', buttons: ['Ya', 'Tidak'] }, status: 'sent' }),
    next('Sent by somebody else', { direction: 'out', author: { userId: '8', name: 'Farid Osman' }, status: 'delivered' }),
    next('Not sure whether it arrived', { direction: 'out', status: 'unknown' }),
    next('This one failed', { direction: 'out', status: 'failed', failure: { code: '131026', key: 'not_on_whatsapp', canRetry: false } }),
    next('This one may be tried again', { direction: 'out', status: 'failed', failure: { code: '131000', key: 'temporary', canRetry: true } }),
  ];
}

const people: [name: string, oid: string, text: string, minutes: number, change?: Partial<TicketRow>][] = [
  ['Haji Nordin', '8813', '', 13, { unread: 2, awaitingSince: ago(13), priority: 'urgent', categoryName: 'Payments', preview: { type: 'audio', text: null, direction: 'in', status: 'received' } }],
  ['Mei Ling', '8814', 'Ok noted, will try after closing', 31, { status: 'pending_merchant' }],
  ['Puan Rosnah', '', 'Which outlet is this about?', 44, { linkState: 'ambiguous', categoryName: 'Menu sync', unread: 1, awaitingSince: ago(4) }],
  ['Lucky Mart Ipoh', '8817', '', 62, { categoryName: 'Reports', preview: { type: 'image', text: null, direction: 'in', status: 'received' }, awaitingSince: ago(62) }],
  ['Ah Seng', '8812', 'Terima kasih! Dah boleh sekarang 👍', 105],
  ['Dapur Desa', '8814', 'Invoice for March please', 131, { categoryName: 'Billing', priority: 'low' }],
  ['Cafe Fikir', '8813', 'I have reset the terminal for you', 202, { status: 'pending_merchant', preview: { type: 'text', text: 'I have reset the terminal for you', direction: 'out', status: 'failed' } }],
  ['مطعم الشام', '', 'السلام عليكم، الطابعة لا تعمل', 1500, { linkState: 'unknown', awaitingSince: ago(1500) }],
];

/** A believable small world: Aina's inbox, the printer ticket of the design picture open to be opened (id 4182). */
export function sampleWorld(extra = 0): FakeServer {
  const server = new FakeServer(aina);
  server.outlets = outlets;
  server.colleagues = [
    { userId: '7', name: 'Aina Rahman', role: 'agent' },
    { userId: '8', name: 'Farid Osman', role: 'agent' },
    { userId: '9', name: 'Grace Lim', role: 'supervisor' },
  ];
  server.categories = [
    { id: '1', name: 'Hardware' },
    { id: '2', name: 'Payments' },
    { id: '3', name: 'Menu sync' },
  ];
  server.templates = [
    { id: '31', name: 'follow_up', language: 'ms', category: 'UTILITY', header: null, body: 'Hai {{1}}, kami menyusuli tiket {{2}}. Boleh kami bantu lagi?', footer: 'KedaiPOS', buttons: [{ type: 'QUICK_REPLY', text: 'Ya' }], variables: [{ key: 'body.1', example: 'Aina', suggested: 'Sri Devi' }, { key: 'body.2', example: 'TKT-2026-000001', suggested: null }] },
    { id: '32', name: 'technician_visit', language: 'en', category: 'UTILITY', header: { format: 'TEXT', text: 'Visit' }, body: 'Our technician visits {{1}} on {{2}}.', footer: null, buttons: [], variables: [{ key: 'body.1', example: 'Bangsar', suggested: 'Bangsar' }, { key: 'body.2', example: '12 May', suggested: null }] },
  ];
  server.add(
    sampleTicket('4182', {
      subject: 'Receipt printer prints nothing after update', categoryId: '1', categoryName: 'Hardware', priority: 'high', awaitingSince: ago(10), unread: 1,
      preview: { type: 'text', text: 'Dah cuba, masih sama. Mesin cetak resit masih tak keluar kertas 😓', direction: 'in', status: 'received' },
      previous: [
        { id: '3801', reference: 'TKT-2026-003801', subject: 'Cash drawer stuck', status: 'closed', at: ago(9 * 1440) },
        { id: '3302', reference: 'TKT-2026-003302', subject: 'Menu not syncing', status: 'closed', at: ago(49 * 1440) },
      ],
      contactCard: { id: '54182', name: 'Sri Devi', phone: '+60123456789', username: null, email: null, locale: 'ms', createdAt: ago(400 * 1440), ticketCount: 3 },
    }),
    printerThread('4182'),
  );
  people.forEach(([name, oid, text, minutes, change], index) => {
    const id = String(4100 + index);
    const outlet = outlets.find((one) => one.oid === oid);
    const phone = `+6012${String(3_000_000 + index * 1117)}`;
    const candidates = change?.linkState === 'ambiguous' ? outlets.slice(3, 5).map((one) => ({ oid: one.oid, fid: one.fid, name: one.name, franchiseName: one.franchiseName, primary: false })) : [];
    server.add(
      sampleTicket(id, {
        contact: { id: `5${id}`, name, phone },
        outlet: outlet ? { oid: outlet.oid, fid: outlet.fid, name: outlet.name, franchiseName: outlet.franchiseName } : null,
        outletCard: outlet ?? null,
        candidates,
        lastMessageAt: ago(minutes),
        preview: { type: 'text', text, direction: 'in', status: 'received' },
        ...change,
      }),
      [sampleMessage(`6${id}`, id, minutes, text || 'Salam')],
    );
  });
  server.add(sampleTicket('4190', { contact: { id: '54190', name: 'Every Kind', phone: null }, lastMessageAt: ago(3000), assignee: null, preview: { type: 'text', text: 'All there is', direction: 'in', status: 'received' } }), everyKind('4190'));
  for (let index = 0; index < extra; index += 1)
    server.add(sampleTicket(String(1000 + index), { contact: { id: String(index), name: `Kedai ${index}`, phone: null }, outlet: null, linkState: 'unknown', lastMessageAt: ago(4000 + index) }), [sampleMessage(String(7000 + index), String(1000 + index), 4000 + index, `Soalan ${index}`)]);
  return server;
}

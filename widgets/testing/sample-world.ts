import type { ThreadItem, TicketRow } from '../../types/tickets.ts';
import { ago } from './ago.ts';
import { aina } from './aina.ts';
import { everyKind } from './every-kind.ts';
import { FakeServer } from './fake-server.ts';
import { sampleMessage } from './sample-message.ts';
import { sampleOutlets as outlets } from './sample-outlets.ts';
import { sampleTicket } from './sample-ticket.ts';

const event = (
  id: string,
  ticketId: string,
  minutesAgo: number,
  action: 'created' | 'assigned' | 'outlet_matched',
  params: Record<string, string> = {},
): ThreadItem => ({ kind: 'event', id, ticketId, action, actor: null, params, at: ago(minutesAgo) });

/** The conversation of the design picture. */
function printerThread(ticketId: string): ThreadItem[] {
  return [
    event('1', ticketId, 21, 'created'),
    sampleMessage('101', ticketId, 21, 'Hi, sejak update pagi tadi mesin cetak resit tak keluar kertas langsung'),
    sampleMessage('102', ticketId, 20, null, {
      type: 'document',
      media: { state: 'stored', mime: 'application/pdf', filename: 'error-printer.pdf', bytes: 212_000, durationSeconds: null, voice: false, url: '/media/1' },
    }),
    event('2', ticketId, 19, 'assigned', { to: 'Aina Rahman' }),
    event('3', ticketId, 19, 'outlet_matched'),
    sampleMessage('103', ticketId, 17, 'Hai Sri, terima kasih atas fail itu. Boleh cuba matikan pencetak 10 saat, kemudian hidupkan semula?', {
      direction: 'out',
    }),
    {
      kind: 'note',
      id: '1',
      ticketId,
      text: 'Same model failed at Lucky Mart last week. Firmware 2.1.8. @Farid can you confirm?',
      author: { userId: '7', name: 'Aina Rahman' },
      at: ago(15),
    },
    sampleMessage('104', ticketId, 10, 'Dah cuba, masih sama. Mesin cetak resit masih tak keluar kertas 😓', {
      reactions: [{ emoji: '🙏', from: 'us', by: 'Aina Rahman' }],
    }),
  ];
}

const people: [name: string, oid: string, text: string, minutes: number, change?: Partial<TicketRow>][] = [
  [
    'Haji Nordin',
    '8813',
    '',
    13,
    {
      unread: 2,
      awaitingSince: ago(13),
      priority: 'urgent',
      categoryName: 'Payments',
      preview: { type: 'audio', text: null, direction: 'in', status: 'received' },
    },
  ],
  ['Mei Ling', '8814', 'Ok noted, will try after closing', 31, { status: 'pending_merchant' }],
  ['Puan Rosnah', '', 'Which outlet is this about?', 44, { linkState: 'ambiguous', categoryName: 'Menu sync', unread: 1, awaitingSince: ago(4) }],
  [
    'Lucky Mart Ipoh',
    '8817',
    '',
    62,
    { categoryName: 'Reports', preview: { type: 'image', text: null, direction: 'in', status: 'received' }, awaitingSince: ago(62) },
  ],
  ['Ah Seng', '8812', 'Terima kasih! Dah boleh sekarang 👍', 105],
  ['Dapur Desa', '8814', 'Invoice for March please', 131, { categoryName: 'Billing', priority: 'low' }],
  [
    'Cafe Fikir',
    '8813',
    'I have reset the terminal for you',
    202,
    { status: 'pending_merchant', preview: { type: 'text', text: 'I have reset the terminal for you', direction: 'out', status: 'failed' } },
  ],
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
    {
      id: '31',
      name: 'follow_up',
      language: 'ms',
      category: 'UTILITY',
      header: null,
      body: 'Hai {{1}}, kami menyusuli tiket {{2}}. Boleh kami bantu lagi?',
      footer: 'KedaiPOS',
      buttons: [{ type: 'QUICK_REPLY', text: 'Ya' }],
      variables: [
        { key: 'body.1', example: 'Aina', fact: 'contactName', suggested: 'Sri Devi' },
        { key: 'body.2', example: 'TKT-2026-000001', fact: 'ticketReference', suggested: null },
      ],
    },
    {
      id: '32',
      name: 'technician_visit',
      language: 'en',
      category: 'UTILITY',
      header: { format: 'TEXT', text: 'Visit' },
      body: 'Our technician visits {{1}} on {{2}}.',
      footer: null,
      buttons: [],
      variables: [
        { key: 'body.1', example: 'Bangsar', fact: null, suggested: 'Bangsar' },
        { key: 'body.2', example: '12 May', fact: null, suggested: null },
      ],
    },
  ];
  server.add(
    sampleTicket('4182', {
      subject: 'Receipt printer prints nothing after update',
      categoryId: '1',
      categoryName: 'Hardware',
      priority: 'high',
      awaitingSince: ago(10),
      unread: 1,
      preview: { type: 'text', text: 'Dah cuba, masih sama. Mesin cetak resit masih tak keluar kertas 😓', direction: 'in', status: 'received' },
      previous: [
        { id: '3801', reference: 'TKT-2026-003801', subject: 'Cash drawer stuck', status: 'closed', at: ago(9 * 1440) },
        { id: '3302', reference: 'TKT-2026-003302', subject: 'Menu not syncing', status: 'closed', at: ago(49 * 1440) },
      ],
      contactCard: {
        id: '54182',
        name: 'Sri Devi',
        phone: '+60123456789',
        username: null,
        email: null,
        locale: 'ms',
        createdAt: ago(400 * 1440),
        ticketCount: 3,
      },
    }),
    printerThread('4182'),
  );
  people.forEach(([name, oid, text, minutes, change], index) => {
    const id = String(4100 + index);
    const outlet = outlets.find((one) => one.oid === oid);
    const phone = `+6012${String(3_000_000 + index * 1117)}`;
    const candidates =
      change?.linkState === 'ambiguous'
        ? outlets.slice(3, 5).map((one) => ({ oid: one.oid, fid: one.fid, name: one.name, franchiseName: one.franchiseName, primary: false }))
        : [];
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
  server.add(
    sampleTicket('4190', {
      contact: { id: '54190', name: 'Every Kind', phone: null },
      lastMessageAt: ago(3000),
      assignee: null,
      preview: { type: 'text', text: 'All there is', direction: 'in', status: 'received' },
    }),
    everyKind('4190'),
  );
  for (let index = 0; index < extra; index += 1)
    server.add(
      sampleTicket(String(1000 + index), {
        contact: { id: String(index), name: `Kedai ${index}`, phone: null },
        outlet: null,
        linkState: 'unknown',
        lastMessageAt: ago(4000 + index),
      }),
      [sampleMessage(String(7000 + index), String(1000 + index), 4000 + index, `Soalan ${index}`)],
    );
  return server;
}

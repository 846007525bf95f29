import type { WireTemplate } from '../simulators/graph/wire-types.ts';

/** The templates of the demo account, in English and Malay, with one in every review state. */
export function demoTemplates(): WireTemplate[] {
  const templates: WireTemplate[] = [];
  const add = (
    name: string,
    language: 'en' | 'ms',
    body: string,
    values: readonly string[],
    more: Partial<WireTemplate> & { header?: string; footer?: string; quickReplies?: readonly string[]; link?: { text: string; url: string } } = {},
  ): void => {
    const { header, footer, quickReplies, link, ...rest } = more;
    const buttons = [
      ...(quickReplies ?? []).map((text) => ({ type: 'QUICK_REPLY', text })),
      ...(link === undefined ? [] : [{ type: 'URL', text: link.text, url: link.url, example: [link.url.replace('{{1}}', 'INV-20931')] }]),
    ];
    templates.push({
      id: String(7_100_000_000 + templates.length * 137),
      name,
      language,
      status: 'APPROVED',
      category: 'UTILITY',
      parameter_format: 'POSITIONAL',
      quality_score: { score: 'GREEN' },
      components: [
        ...(header === undefined ? [] : [{ type: 'HEADER' as const, format: 'TEXT' as const, text: header }]),
        { type: 'BODY' as const, text: body, ...(values.length === 0 ? {} : { example: { body_text: [values] } }) },
        ...(footer === undefined ? [] : [{ type: 'FOOTER' as const, text: footer }]),
        ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS' as const, buttons }]),
      ],
      ...rest,
    });
  };

  add(
    'support_follow_up',
    'en',
    'Hi {{1}}, this is KedaiPOS Support about {{2}}. Is everything working now, or do you still need us?',
    ['Sri Devi', 'your receipt printer'],
    { footer: 'KedaiPOS Support', quickReplies: ['All good, thanks', 'Still a problem'] },
  );
  add(
    'support_follow_up',
    'ms',
    'Hai {{1}}, ini Sokongan KedaiPOS mengenai {{2}}. Adakah semuanya sudah elok, atau masih perlukan bantuan?',
    ['Sri Devi', 'mesin cetak resit'],
    { footer: 'Sokongan KedaiPOS', quickReplies: ['Dah elok, terima kasih', 'Masih ada masalah'] },
  );
  add(
    'technician_visit',
    'en',
    'Hi {{1}}, our technician will visit {{2}} on {{3}}. Please keep the terminal switched on.',
    ['Sri Devi', 'Sri Kopitiam, Bangsar', '24 Nov, 3 to 5 pm'],
    { header: 'Technician visit', quickReplies: ['OK', 'Another time please'] },
  );
  add(
    'technician_visit',
    'ms',
    'Hai {{1}}, juruteknik kami akan datang ke {{2}} pada {{3}}. Sila pastikan terminal dihidupkan.',
    ['Sri Devi', 'Sri Kopitiam, Bangsar', '24 Nov, 3 hingga 5 petang'],
    { header: 'Lawatan juruteknik', quickReplies: ['OK', 'Tukar masa'] },
  );
  add('ticket_update', 'en', 'Hi {{1}}, there is news on your ticket {{2}}: {{3}} Reply to this message to talk to us.', [
    'Sri Devi',
    'TKT-2026-000182',
    'the new cable has arrived.',
  ]);
  add('ticket_update', 'ms', 'Hai {{1}}, ada perkembangan tentang tiket {{2}}: {{3}} Balas mesej ini untuk berbual dengan kami.', [
    'Sri Devi',
    'TKT-2026-000182',
    'kabel baharu sudah sampai.',
  ]);
  add('outlet_question', 'en', 'Hi {{1}}, to help you faster: which outlet is your question about? Just reply with the name.', ['Encik Rahman']);
  add('outlet_question', 'ms', 'Hai {{1}}, supaya kami boleh bantu lebih cepat: outlet yang mana satu? Balas dengan nama outlet sahaja ya.', ['Encik Rahman']);
  add('invoice_ready', 'en', 'Hi {{1}}, the invoice for {{2}} is ready. You can read it with the button below.', ['Sri Devi', 'November 2026'], {
    link: { text: 'Open invoice', url: 'https://pay.kedaipos.example/i/{{1}}' },
  });
  add(
    'maintenance_notice',
    'en',
    'Good evening. The cloud report will be away for maintenance tonight from 2 to 3 am. Sales at the counter are not affected.',
    [],
  );
  add('festive_offer', 'en', 'Hi {{1}}, add a second terminal before the festive season and get two months free. Shall we call you?', ['Sri Devi'], {
    category: 'MARKETING',
    status: 'PENDING',
    quickReplies: ['Call me', 'No thanks'],
  });
  add('price_change', 'ms', 'Hai {{1}}, harga langganan baharu anda bermula bulan hadapan ialah {{2}} sebulan.', ['Sri Devi', 'RM 99'], {
    status: 'REJECTED',
    rejected_reason: 'INCORRECT_CATEGORY',
  });
  add('win_back', 'en', 'Hi {{1}}, we miss you. Come back this month and keep your old price.', ['Sri Devi'], {
    category: 'MARKETING',
    status: 'PAUSED',
    quality_score: { score: 'RED' },
  });
  return templates;
}

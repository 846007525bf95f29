import type { TemplateCategory, TemplateFact } from '../../types/templates.ts';
import type { CatalogueTemplate, TemplateComponent } from './template-types.ts';

/** The words of a blank when its fact is not known, and an example for Meta. */
interface Blank {
  fact: TemplateFact;
  example: string;
  fallback?: string;
}

const contact = (language: 'en_US' | 'ms'): Blank => ({
  fact: 'contactName',
  example: language === 'ms' ? 'Puan Aminah' : 'Mr Lim',
  fallback: language === 'ms' ? 'tuan/puan' : 'there',
});
const outlet: Blank = { fact: 'outletName', example: 'Kopi Kita Bangsar' };
const due: Blank = { fact: 'dueDate', example: '28 Feb 2026' };
/** with the days that are left, as it stands after "ends" */
const dueIn = (language: 'en_US' | 'ms'): Blank => ({
  fact: 'dueIn',
  example: language === 'ms' ? 'pada 28 Feb 2026 (14 hari lagi)' : 'on 28 Feb 2026 (in 14 days)',
});
const amount = (language: 'en_US' | 'ms'): Blank => ({
  fact: 'amount',
  example: 'RM 1,188.00',
  fallback: language === 'ms' ? 'sila tanya kami' : 'please ask us',
});
const payment = (language: 'en_US' | 'ms'): Blank => ({
  fact: 'paymentUrl',
  example: 'https://pay.example.com/renew/10482',
  fallback: language === 'ms' ? 'balas mesej ini dan kami akan hantar pautannya' : 'reply to this message and we will send you the link',
});
/** of several outlets, each with a link of its own */
const payments = (language: 'en_US' | 'ms'): Blank => ({
  ...payment(language),
  fallback:
    language === 'ms' ? 'balas mesej ini dan kami akan hantar pautan bagi setiap outlet' : 'reply to this message and we will send you the link of each outlet',
});

/** A body, its blanks in order, and what may stand below it. */
function template(
  name: string,
  language: 'en_US' | 'ms',
  category: TemplateCategory,
  body: string,
  blanks: readonly Blank[],
  more: { footer?: string; quickReplies?: readonly string[] } = {},
): CatalogueTemplate {
  const components: TemplateComponent[] = [{ type: 'BODY', text: body, example: { body_text: [blanks.map((blank) => blank.example)] } }];
  if (more.footer !== undefined) components.push({ type: 'FOOTER', text: more.footer });
  if (more.quickReplies) components.push({ type: 'BUTTONS', buttons: more.quickReplies.map((text) => ({ type: 'QUICK_REPLY', text })) });
  return {
    name,
    language,
    category,
    components,
    bindings: blanks.map((blank, index) => ({ key: `body.${index + 1}`, fact: blank.fact, fallback: blank.fallback ?? null })),
  };
}

const MARKS = ['1', '2', '3', '4', '5'];

/**
 * The templates that come with the product, in English and Malay (TPL-01 to TPL-04): to be submitted to Meta as they are. A greeting
 * stands before {{1}} and none ends with a blank; Malay is `ms` at Meta. A later wording gets a name of its own (`_v2`,
 * TPL-18): Meta keeps what was approved.
 */
export const templateCatalogue: readonly CatalogueTemplate[] = [
  template(
    'csat_request_v1',
    'en_US',
    'UTILITY',
    'Hello {{1}}, thank you for contacting {{2}}. How was our support this time? Please tap a number: 1 is poor, 5 is excellent. You are welcome to add a comment.',
    [contact('en_US'), { fact: 'companyName', example: 'KedaiPOS Support', fallback: 'our support team' }],
    { quickReplies: MARKS },
  ),
  template(
    'csat_request_v1',
    'ms',
    'UTILITY',
    'Salam {{1}}, terima kasih kerana menghubungi {{2}}. Bagaimanakah layanan kami kali ini? Sila tekan satu nombor: 1 lemah, 5 cemerlang. Anda juga boleh menambah komen.',
    [contact('ms'), { fact: 'companyName', example: 'Sokongan KedaiPOS', fallback: 'pasukan sokongan kami' }],
    { quickReplies: MARKS },
  ),
  template(
    'renewal_reminder_v1',
    'en_US',
    'UTILITY',
    'Hello {{1}}, the POS subscription of your outlet {{2}} ends {{3}}. Amount for the next period: {{5}}. To keep selling without interruption, please renew in time. How to pay: {{4}}\nDo you need help, or a quotation? Simply reply to this message.',
    [contact('en_US'), outlet, dueIn('en_US'), payment('en_US'), amount('en_US')],
  ),
  template(
    'renewal_reminder_v1',
    'ms',
    'UTILITY',
    'Salam {{1}}, langganan POS bagi outlet anda {{2}} akan tamat {{3}}. Jumlah bagi tempoh seterusnya: {{5}}. Supaya jualan berjalan tanpa gangguan, sila perbaharui sebelum tamat. Cara membayar: {{4}}\nPerlukan bantuan atau sebut harga? Balas sahaja mesej ini.',
    [contact('ms'), outlet, dueIn('ms'), payment('ms'), amount('ms')],
  ),
  template(
    'renewal_overdue_v1',
    'en_US',
    'UTILITY',
    'Hello {{1}}, the POS subscription of your outlet {{2}} ended on {{3}} and we have not received its renewal yet. The service may be interrupted soon. Amount for the next period: {{5}}. How to pay: {{4}}\nHave you paid already, or do you need help? Simply reply to this message.',
    [contact('en_US'), outlet, due, payment('en_US'), amount('en_US')],
  ),
  template(
    'renewal_overdue_v1',
    'ms',
    'UTILITY',
    'Salam {{1}}, langganan POS bagi outlet anda {{2}} telah tamat pada {{3}} dan kami belum menerima pembaharuannya. Perkhidmatan mungkin terganggu tidak lama lagi. Jumlah bagi tempoh seterusnya: {{5}}. Cara membayar: {{4}}\nSudah membayar atau perlukan bantuan? Balas sahaja mesej ini.',
    [contact('ms'), outlet, due, payment('ms'), amount('ms')],
  ),
  template(
    'renewal_digest_v1',
    'en_US',
    'UTILITY',
    'Hello {{1}}, the POS subscriptions of {{2}} of your outlets are up for renewal: {{3}}. To keep selling without interruption, please renew them in time. How to pay: {{4}}\nWould you like one invoice for all of them, or other help? Simply reply to this message.',
    [
      contact('en_US'),
      { fact: 'outletCount', example: '3' },
      { fact: 'outletList', example: 'Kopi Kita Bangsar (28 Feb 2026), Kopi Kita Subang (1 Mar 2026) and Kopi Kita Klang (1 Mar 2026)' },
      payments('en_US'),
    ],
  ),
  template(
    'renewal_digest_v1',
    'ms',
    'UTILITY',
    'Salam {{1}}, langganan POS bagi {{2}} outlet anda perlu diperbaharui: {{3}}. Supaya jualan berjalan tanpa gangguan, sila perbaharui sebelum tamat. Cara membayar: {{4}}\nMahukan satu invois untuk semuanya atau bantuan lain? Balas sahaja mesej ini.',
    [
      contact('ms'),
      { fact: 'outletCount', example: '3' },
      { fact: 'outletList', example: 'Kopi Kita Bangsar (28 Feb 2026), Kopi Kita Subang (1 Mac 2026) dan Kopi Kita Klang (1 Mac 2026)' },
      payments('ms'),
    ],
  ),
  template(
    'winback_v1',
    'en_US',
    'MARKETING',
    'Hello {{1}}, we miss {{2}}! Your menu, prices and reports are still safe with us, and you can be selling again today. To come back: {{3}}\nWould you like to hear about our offers first? Simply reply to this message.',
    [contact('en_US'), outlet, payment('en_US')],
    { footer: 'Reply STOP to hear no more offers' },
  ),
  template(
    'winback_v1',
    'ms',
    'MARKETING',
    'Salam {{1}}, kami merindui {{2}}! Menu, harga dan laporan anda masih selamat bersama kami, dan anda boleh mula berjualan semula hari ini. Untuk kembali: {{3}}\nMahu tahu tawaran kami dahulu? Balas sahaja mesej ini.',
    [contact('ms'), outlet, payment('ms')],
    { footer: 'Balas BERHENTI untuk henti tawaran' },
  ),
];

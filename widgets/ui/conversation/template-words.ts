import { sayIn } from '../../core/say-in.ts';
import type { Say } from '../../core/words.ts';

const english = {
  title: 'Send a template',
  send: 'Send template',
  search: 'Search templates',
  preview: 'What the merchant will read',
  variable: 'Text {name}',
  after: 'After “{words}”',
  fileAddress: 'Address of the picture, video or document',
  'fact.contactName': 'Merchant’s name',
  'fact.outletName': 'Outlet',
  'fact.franchiseName': 'Franchise',
  'fact.agentName': 'Your name',
  'fact.companyName': 'Our company',
  'fact.dueDate': 'Expiry date',
  'fact.dueIn': 'Expiry date and days left',
  'fact.date': 'Date',
  'fact.ticketReference': 'Ticket number',
  'fact.paymentUrl': 'Payment link',
  'fact.amount': 'Amount',
  'fact.outletList': 'List of outlets',
  'fact.outletCount': 'Number of outlets',
  buttonVariable: 'Address behind the button “{name}”',
  example: 'e.g. {example}',
  missing: 'Fill in every value first',
  mediaHeader: 'With a picture, video or document on top',
  failed: 'The templates could not be loaded',
  none: 'No approved template',
  noneHint: 'Ask your administrator to have one approved by WhatsApp, or call the merchant.',
} as const;

const malay: Record<keyof typeof english, string> = {
  title: 'Hantar templat',
  send: 'Hantar templat',
  search: 'Cari templat',
  preview: 'Mesej yang akan dibaca peniaga',
  variable: 'Teks {name}',
  after: 'Selepas “{words}”',
  fileAddress: 'Alamat gambar, video atau dokumen',
  'fact.contactName': 'Nama peniaga',
  'fact.outletName': 'Cawangan',
  'fact.franchiseName': 'Francais',
  'fact.agentName': 'Nama anda',
  'fact.companyName': 'Syarikat kami',
  'fact.dueDate': 'Tarikh tamat',
  'fact.dueIn': 'Tarikh tamat dan baki hari',
  'fact.date': 'Tarikh',
  'fact.ticketReference': 'Nombor tiket',
  'fact.paymentUrl': 'Pautan bayaran',
  'fact.amount': 'Jumlah',
  'fact.outletList': 'Senarai cawangan',
  'fact.outletCount': 'Bilangan cawangan',
  buttonVariable: 'Pautan butang “{name}”',
  example: 'cth. {example}',
  missing: 'Isi semua nilai dahulu',
  mediaHeader: 'Dengan gambar, video atau dokumen di atas',
  failed: 'Templat tidak dapat dimuatkan',
  none: 'Tiada templat yang diluluskan',
  noneHint: 'Minta pentadbir mendapatkan kelulusan WhatsApp, atau telefon peniaga.',
};

/** What the choice of a template says. Fetched with it, in both languages. */
export function templateWords(element: Element): Say<typeof english> {
  return sayIn(element, english, malay);
}

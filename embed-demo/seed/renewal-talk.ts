const english = [
  { said: 'Hi, can I pay by bank transfer instead of the link?', reply: 'Of course. I will send you our account details and the invoice in a minute.' },
  { said: 'Please send me the invoice first, my accountant needs it.', reply: null },
  { said: 'We are moving to a new lot next month. Can we pause?', reply: 'Yes, we can hold it for up to thirty days. When do you open again?' },
  { said: 'Is there a discount if I pay for two years?', reply: null },
];
const malay = [
  { said: 'Boleh saya bayar melalui pindahan bank?', reply: 'Boleh, saya hantarkan butiran akaun dan invois sebentar lagi.' },
  { said: 'Minta invois dahulu ya, akauntan saya perlukan.', reply: null },
  { said: 'Bulan depan kami pindah kedai. Boleh tangguh sekejap?', reply: 'Boleh, kami boleh tangguhkan sehingga tiga puluh hari. Bila kedai buka semula?' },
  { said: 'Ada diskaun tak kalau bayar untuk dua tahun?', reply: null },
];

/** What a merchant answers to a reminder, and what the renewal desk says to that; null: it has not said anything yet. */
export function renewalTalk(language: 'en' | 'ms', at: number): { said: string; reply: string | null } {
  const talks = language === 'ms' ? malay : english;
  return talks[at % talks.length] ?? { said: 'OK', reply: null };
}

import type { Translation } from '../core/words.ts';
import type { panelEnglish } from './panel-english.ts';

/** Bahasa Malaysia. */
export const panelMalay: Translation<typeof panelEnglish> = {
  'panel.label': 'Tiket sokongan',
  'panel.failed': 'Tiket tidak dapat dimuatkan',
  'panel.gone': 'Cawangan ini tidak tersedia untuk anda',
  'panel.noTarget': 'Tiada cawangan atau tiket dipilih',
  'panel.noTargetHint': 'Halaman ini belum menetapkan cawangan untuk panel ini.',
  'panel.none': 'Tiada tiket terbuka',
  'panel.noneHint': 'Apabila {outlet} menulis di WhatsApp, perbualannya muncul di sini.',
  'panel.noneWithHistory': 'Tiada tiket terbuka untuk {outlet}. Tiket terdahulu ada di bawah.',
  'panel.earlier': 'Tiket terdahulu',
  'panel.switch': 'Tiket cawangan ini',
  'panel.open': '{count} tiket terbuka',
  'panel.facts': 'Butiran',
  'panel.offline': 'Tiada sambungan. Paparan mungkin bukan yang terkini; ia akan dikemas kini secara automatik.',
  'panel.stale': 'Tiket mungkin bukan yang terkini: kemas kini gagal.',
  'panel.loading': 'Memuatkan tiket',
  'panel.unread': '{count} belum dibaca',
};

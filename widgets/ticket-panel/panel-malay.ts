import type { Translation } from '../core/words.ts';
import type { panelEnglish } from './panel-english.ts';

/** Bahasa Malaysia. */
export const panelMalay: Translation<typeof panelEnglish> = {
  'panel.label': 'Tiket sokongan',
  'panel.failed': 'Tiket tidak dapat dimuatkan',
  'panel.gone': 'Cawangan ini tidak tersedia untuk anda',
  'panel.noTarget': 'Tiada cawangan atau tiket dipilih',
  'panel.noTargetHint': 'Halaman ini menentukan cawangan untuk panel; ia belum ditentukan.',
  'panel.none': 'Tiada tiket dibuka',
  'panel.noneHint': 'Apabila {outlet} menulis di WhatsApp, perbualannya muncul di sini.',
  'panel.noneWithHistory': 'Tiada yang dibuka untuk {outlet}. Tiket terdahulu di bawah.',
  'panel.earlier': 'Tiket terdahulu',
  'panel.switch': 'Tiket cawangan ini',
  'panel.open': '{count} tiket dibuka',
  'panel.facts': 'Butiran',
  'panel.offline': 'Tiada sambungan. Ini mungkin tidak terkini; ia mengejar sendiri.',
  'panel.stale': 'Tiket mungkin tidak terkini: kemas kini terakhir gagal.',
  'panel.loading': 'Memuatkan tiket',
  'panel.unread': '{count} belum dibaca',
};

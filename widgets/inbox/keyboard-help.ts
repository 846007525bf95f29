import { defineElement } from '../core/define-element.ts';
import { sayIn } from '../core/say-in.ts';
import { tag } from '../core/tag.ts';
import type { Say } from '../core/words.ts';
import { KeyHelp } from '../ui/key-help.ts';

const english = {
  title: 'Keyboard shortcuts',
  next: 'Next ticket',
  previous: 'Previous ticket',
  open: 'Open the ticket',
  search: 'Search',
  reply: 'Reply',
  note: 'Write a note',
  resolve: 'Resolve',
  assign: 'Assign',
  facts: 'Show or hide details',
  back: 'Back',
  help: 'This list',
  send: 'Send',
  newline: 'New line',
  single: 'Shortcuts of a single key',
  hint: 'They work while the inbox has the focus, and never while you type.',
} as const;

const malay: Record<keyof typeof english, string> = {
  title: 'Pintasan papan kekunci',
  next: 'Tiket seterusnya',
  previous: 'Tiket sebelumnya',
  open: 'Buka tiket',
  search: 'Cari',
  reply: 'Balas',
  note: 'Tulis nota',
  resolve: 'Selesaikan',
  assign: 'Tugaskan',
  facts: 'Tunjuk atau sembunyi butiran',
  back: 'Kembali',
  help: 'Senarai ini',
  send: 'Hantar',
  newline: 'Baris baharu',
  single: 'Pintasan satu kekunci',
  hint: 'Berfungsi semasa peti masuk aktif, bukan semasa anda menaip.',
};

/**
 * The keyboard shortcuts of the inbox. Fetched when they are first asked for, in both languages.
 * @tag engage-keyboard-help
 */
export class KeyboardHelp extends KeyHelp<typeof english> {
  protected readonly keys = [
    [['j', '↓'], 'next'],
    [['k', '↑'], 'previous'],
    [['Enter'], 'open'],
    [['/'], 'search'],
    [['r'], 'reply'],
    [['n'], 'note'],
    [['e'], 'resolve'],
    [['a'], 'assign'],
    [['d'], 'facts'],
    [['Esc'], 'back'],
    [['Enter'], 'send'],
    [['Shift', 'Enter'], 'newline'],
    [['?'], 'help'],
  ] as const;

  protected words(): Say<typeof english> {
    return sayIn(this, english, malay);
  }
}

defineElement(tag('keyboard-help'), KeyboardHelp);

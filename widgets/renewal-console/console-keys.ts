import { defineElement } from '../core/define-element.ts';
import { sayIn } from '../core/say-in.ts';
import { tag } from '../core/tag.ts';
import type { Say } from '../core/words.ts';
import { KeyHelp } from '../ui/key-help.ts';

const english = {
  title: 'Keyboard shortcuts',
  next: 'Next renewal',
  previous: 'Previous renewal',
  open: 'Open the renewal',
  tick: 'Select it',
  range: 'Select up to here',
  send: 'Send a reminder now',
  person: 'All outlets of the person',
  search: 'Search',
  back: 'Back',
  help: 'This list',
  single: 'Shortcuts of a single key',
  hint: 'They work while the list has the focus, and never while you type.',
} as const;

const malay: Record<keyof typeof english, string> = {
  title: 'Pintasan papan kekunci',
  next: 'Pembaharuan seterusnya',
  previous: 'Pembaharuan sebelumnya',
  open: 'Buka pembaharuan',
  tick: 'Pilih',
  range: 'Pilih hingga ke sini',
  send: 'Hantar peringatan sekarang',
  person: 'Semua cawangan orang itu',
  search: 'Cari',
  back: 'Kembali',
  help: 'Senarai ini',
  single: 'Pintasan satu kekunci',
  hint: 'Berfungsi semasa senarai aktif, bukan semasa anda menaip.',
};

/**
 * The keyboard shortcuts of the console. Fetched when they are first asked for, in both languages.
 * @tag engage-console-keys
 */
export class ConsoleKeys extends KeyHelp<typeof english> {
  protected readonly keys = [
    [['j', '↓'], 'next'],
    [['k', '↑'], 'previous'],
    [['Enter'], 'open'],
    [['x', 'Space'], 'tick'],
    [['Shift', 'x'], 'range'],
    [['s'], 'send'],
    [['p'], 'person'],
    [['/'], 'search'],
    [['Esc'], 'back'],
    [['?'], 'help'],
  ] as const;

  protected words(): Say<typeof english> {
    return sayIn(this, english, malay);
  }
}

defineElement(tag('console-keys'), ConsoleKeys);

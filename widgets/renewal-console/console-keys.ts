import { css, type CSSResultGroup, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { keyPreference } from '../core/key-preference.ts';
import { sayIn } from '../core/say-in.ts';
import { tag } from '../core/tag.ts';
import '../ui/checkbox.ts';
import '../ui/dialog.ts';
import '../ui/kbd.ts';

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

const KEYS = [
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

/**
 * The keyboard shortcuts of the console, and the switch that turns those of a single key off. Fetched when it is first asked for.
 * @tag engage-console-keys
 * @fires close
 */
export class ConsoleKeys extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 8px 24px;
        margin: 0;
      }
      dd {
        display: flex;
        gap: 4px;
        margin: 0;
      }
      engage-checkbox {
        display: block;
        margin-block-start: 16px;
        padding-block-start: 14px;
        border-block-start: 1px solid var(--e-line);
      }
      p {
        margin-block-start: 8px;
        color: var(--e-muted);
        font-size: 12.5px;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;

  /** whose preference the switch sets */
  @property() owner = '';

  #closed(event: Event): void {
    event.stopPropagation();
    this.emit('close');
  }

  protected override render(): TemplateResult {
    const say = sayIn(this, english, malay);
    return html`<engage-dialog ?open=${this.open} label=${say('title')} @close=${this.#closed}>
      <dl>${KEYS.map(([keys, word]) => html`<dt>${say(word)}</dt><dd>${keys.map((key) => html`<engage-kbd>${key}</engage-kbd>`)}</dd>`)}</dl>
      <engage-checkbox
        kind="switch"
        label=${say('single')}
        .checked=${keyPreference.areOn(this.owner)}
        @change=${(event: Event) => keyPreference.turn(this.owner, Boolean(event.target && Reflect.get(event.target, 'checked')))}
      ></engage-checkbox>
      <p>${say('hint')}</p>
    </engage-dialog>`;
  }
}

defineElement(tag('console-keys'), ConsoleKeys);

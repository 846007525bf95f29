import { css, type CSSResultGroup, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import '../ui/checkbox.ts';
import '../ui/dialog.ts';
import '../ui/kbd.ts';
import { keyPreference } from '../core/key-preference.ts';
import { keyWords } from './key-words.ts';

const KEYS = [
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

/**
 * The keyboard shortcuts, and the switch that turns those of a single key off. Fetched when it is first asked for.
 * @tag engage-keyboard-help
 * @fires close
 */
export class KeyboardHelp extends EngageElement {
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
    const say = keyWords(this);
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

defineElement(tag('keyboard-help'), KeyboardHelp);

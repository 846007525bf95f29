import { css, type CSSResultGroup, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { EngageElement } from '../core/engage-element.ts';
import { keyPreference } from '../core/key-preference.ts';
import type { Say } from '../core/words.ts';
import './checkbox.ts';
import './dialog.ts';
import './kbd.ts';

/**
 * A list of keyboard shortcuts in a dialog, and the switch that turns those of a single key off; a widget's own adds its keys and words.
 * @fires close
 */
export abstract class KeyHelp<Words extends Record<'title' | 'single' | 'hint', string>> extends EngageElement {
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

  /** what is pressed, and the word for what it does */
  protected abstract readonly keys: readonly (readonly [keys: readonly string[], word: keyof Words & string])[];
  protected abstract words(): Say<Words>;

  #closed(event: Event): void {
    event.stopPropagation();
    this.emit('close');
  }

  protected override render(): TemplateResult {
    const say = this.words();
    return html`<engage-dialog ?open=${this.open} label=${say('title')} @close=${this.#closed}>
      <dl>${this.keys.map(([keys, word]) => html`<dt>${say(word)}</dt><dd>${keys.map((key) => html`<engage-kbd>${key}</engage-kbd>`)}</dd>`)}</dl>
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

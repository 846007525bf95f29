import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import type { IconName } from './icons.ts';
import './icon.ts';

/** Colours carry meaning: red urgent, amber running out, green good, blue to choose or new, violet waiting. */
export type Tone = 'neutral' | 'red' | 'amber' | 'green' | 'blue' | 'violet';

/**
 * A chip of one or two words: state, category, time left. The tone is never alone, the word says it too.
 * @tag engage-badge
 * @slot - the words
 */
export class Badge extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-inline-size: 0;
        max-inline-size: 100%;
        block-size: 20px;
        padding-inline: 7px;
        border-radius: 5px;
        background: var(--e-sunken);
        box-shadow: inset 0 0 0 1px var(--e-line);
        color: var(--e-muted);
        font-size: 11.5px;
        font-weight: 500;
        line-height: 20px;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
        vertical-align: middle;
      }
      :host([tone='red']) {
        background: var(--e-danger-soft);
        color: var(--e-danger);
        box-shadow: none;
      }
      :host([tone='amber']) {
        background: var(--e-amber-soft);
        color: var(--e-amber);
        box-shadow: none;
      }
      :host([tone='green']) {
        background: var(--e-green-soft);
        color: var(--e-green);
        box-shadow: none;
      }
      :host([tone='blue']) {
        background: var(--e-blue-soft);
        color: var(--e-blue);
        box-shadow: none;
      }
      :host([tone='violet']) {
        background: var(--e-violet-soft);
        color: var(--e-violet);
        box-shadow: none;
      }
      slot {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      engage-icon {
        --size: 12px;
      }
      @media (forced-colors: active) {
        :host {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ reflect: true }) tone: Tone = 'neutral';

  @property() icon: IconName | '' = '';

  protected override render(): TemplateResult {
    return html`${this.icon ? html`<engage-icon name=${this.icon}></engage-icon>` : nothing}<slot></slot>`;
  }
}

defineElement(tag('badge'), Badge);

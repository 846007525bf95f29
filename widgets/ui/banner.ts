import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import type { IconName } from './icons.ts';
import './icon.ts';

const ICONS: Record<string, IconName> = { info: 'info', warning: 'triangle-alert', danger: 'circle-alert', success: 'circle-check', note: 'lock' };

/**
 * One line across a pane that says what is going on: offline, somebody else is typing, the window is closed.
 * @tag engage-banner
 * @slot - the sentence
 * @slot action - a link or small button
 */
export class Banner extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
      }
      div {
        display: flex;
        align-items: flex-start;
        gap: 8px;
        padding: 6px 16px;
        background: var(--e-blue-soft);
        color: var(--e-blue);
        font-size: 12.5px;
        line-height: 20px;
      }
      :host([tone='warning']) div {
        background: var(--e-amber-soft);
        color: var(--e-amber);
      }
      :host([tone='danger']) div {
        background: var(--e-danger-soft);
        color: var(--e-danger);
      }
      :host([tone='success']) div {
        background: var(--e-green-soft);
        color: var(--e-green);
      }
      :host([tone='note']) div {
        background: var(--e-note);
        color: var(--e-text);
      }
      :host([tone='quiet']) div {
        background: var(--e-sunken);
        color: var(--e-muted);
      }
      :host([framed]) div {
        padding-inline: 10px;
        border-radius: var(--e-radius);
      }
      engage-icon {
        margin-block-start: 2px;
      }
      span {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      @media (forced-colors: active) {
        div {
          border-block: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ reflect: true }) tone: 'info' | 'warning' | 'danger' | 'success' | 'note' | 'quiet' = 'info';

  /** another icon than the tone's */
  @property() icon: IconName | '' = '';

  /** rounded, for use inside a card */
  @property({ type: Boolean, reflect: true }) framed = false;

  /** how it is announced when it appears: `status` (default), `alert`, or `off` */
  @property() announce: 'status' | 'alert' | 'off' = 'status';

  protected override render(): TemplateResult {
    return html`<div role=${this.announce === 'off' ? nothing : this.announce}>
      <engage-icon name=${this.icon || (ICONS[this.tone] ?? 'info')}></engage-icon><span><slot></slot></span><slot name="action"></slot>
    </div>`;
  }
}

defineElement(tag('banner'), Banner);

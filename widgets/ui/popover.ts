import { css, type CSSResultGroup, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import { Floating } from './floating.ts';
import type { Placement } from './place-floating.ts';

/**
 * A small panel beside its trigger, in the top layer. Its content is there only while it is open.
 * @tag engage-popover
 * @slot trigger - an engage-button or engage-icon-button
 * @slot - the content
 * @fires show - it opened
 * @fires hide - it closed
 * @csspart panel - the floating box
 */
export class Popover extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: inline-flex;
      }
      [popover] {
        inline-size: max-content;
        max-inline-size: min(420px, calc(100vw - 16px));
        padding: 12px;
        overflow: auto;
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius-card);
        background: var(--e-raised);
        color: var(--e-text);
        box-shadow: var(--e-shadow);
        font: 400 13px/1.45 var(--e-font);
        opacity: 1;
        transition: opacity var(--e-quick) ease-out;
      }
      @starting-style {
        [popover]:popover-open {
          opacity: 0;
        }
      }
    `,
  ];

  /** required: accessible name of the panel */
  @property() label = '';

  @property() placement: Placement = 'bottom-start';

  readonly #floating = new Floating(this, 'dialog');

  get isOpen(): boolean {
    return this.#floating.isOpen;
  }

  show(): void {
    this.#floating.show();
  }

  hide(): void {
    this.#floating.hide();
  }

  #toggled(event: Event): void {
    this.#floating.toggled(event);
    this.dispatchEvent(new Event(this.#floating.isOpen ? 'show' : 'hide'));
  }

  protected override render(): TemplateResult {
    const floating = this.#floating;
    return html`<slot name="trigger" @slotchange=${floating.dress} @pointerdown=${floating.pointerDown} @click=${floating.toggle}></slot>
      <div part="panel" popover="auto" role="dialog" aria-label=${this.label} @beforetoggle=${floating.toggling} @toggle=${this.#toggled}><slot></slot></div>`;
  }
}

defineElement(tag('popover'), Popover);

import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import './icon-button.ts';
import { uiWord } from './ui-word.ts';

/**
 * A modal dialog on the native `<dialog>`: the page behind is inert, focus stays inside and goes back afterwards. Set `open`;
 * it sets itself back when the person closes it. What is marked `autofocus` gets the focus.
 * @tag engage-dialog
 * @slot - the content
 * @slot header - beside the title
 * @slot footer - buttons, the main one last
 * @fires close - the person closed it: Escape, the cross, a click beside it. Cancelable: a dialog with unsaved work may stay.
 * @csspart dialog - the native dialog
 */
export class Dialog extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: contents;
      }
      dialog {
        display: none;
        flex-direction: column;
        inline-size: min(var(--inline-size, 460px), calc(100vw - 24px));
        max-inline-size: none;
        max-block-size: calc(100dvh - 32px);
        padding: 0;
        overflow: hidden;
        border: 1px solid var(--e-line);
        border-radius: calc(var(--e-radius-card) + 2px);
        background: var(--e-raised);
        color: var(--e-text);
        box-shadow: var(--e-shadow);
        font: 400 13px/1.45 var(--e-font);
        opacity: 1;
        transition:
          opacity var(--e-quick) ease-out,
          transform var(--e-quick) ease-out;
      }
      dialog[open] {
        display: flex;
      }
      /* it has the focus only until something in it does */
      dialog:focus-visible {
        outline: none;
      }
      @starting-style {
        dialog[open] {
          opacity: 0;
          transform: translateY(6px);
        }
      }
      dialog::backdrop {
        background: light-dark(rgb(16 24 40 / 40%), rgb(0 0 0 / 60%));
      }
      :host([size='large']) {
        --inline-size: 720px;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 12px 8px 8px 16px;
      }
      h2 {
        flex: 1;
        min-inline-size: 0;
        font-size: 15px;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .body {
        flex: 1;
        min-block-size: 0;
        padding: 4px 16px 16px;
        overflow: auto;
        overscroll-behavior: contain;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
        padding: 12px 16px;
        border-block-start: 1px solid var(--e-line);
        background: var(--e-sunken);
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;

  /** required: its title */
  @property() label = '';

  @property({ reflect: true }) size: 'medium' | 'large' = 'medium';

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dialog?.close();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    if (!this.open) return this.#dialog?.close();
    this.#dialog?.showModal();
    // the browser does not look into slots, and what is in them may not have drawn itself yet
    const wanted = this.querySelector<HTMLElement & { updateComplete?: Promise<unknown> }>('[autofocus]');
    Promise.resolve(wanted?.updateComplete).then(
      () => wanted?.focus(),
      () => undefined,
    );
  }

  /** Asks to close, as Escape does. */
  protected ask(): void {
    if (!this.emit('close', undefined, true)) return;
    this.open = false;
    // now, not with the next drawing: who opened it may take it out of the page by then, and the focus would not go back
    this.#dialog?.close();
  }

  #cancelled(event: Event): void {
    event.preventDefault();
    this.ask();
  }

  /** `closedBy` is not everywhere: a press that begins and ends on the backdrop closes. */
  #pressed(event: PointerEvent): void {
    const dialog = this.#dialog;
    if (event.target !== dialog || !dialog) return;
    const box = dialog.getBoundingClientRect();
    if (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom) this.ask();
  }

  /** The browser closes without asking after a second Escape: follow. */
  #closed(event: Event): void {
    event.stopPropagation();
    if (!this.open) return;
    this.open = false;
    this.emit('close');
  }

  #hasFooter(): boolean {
    return this.querySelector('[slot="footer"]') !== null;
  }

  protected override render(): TemplateResult {
    return html`<dialog part="dialog" aria-labelledby="title" @cancel=${this.#cancelled} @close=${this.#closed} @pointerdown=${this.#pressed}>
      <div class="head">
        <h2 id="title">${this.label}</h2>
        <slot name="header"></slot>
        <engage-icon-button icon="x" label=${uiWord(this, 'close')} @click=${this.ask}></engage-icon-button>
      </div>
      <div class="body"><slot></slot></div>
      ${this.#hasFooter() ? html`<div class="foot"><slot name="footer"></slot></div>` : nothing}
    </dialog>`;
  }
}

defineElement(tag('dialog'), Dialog);

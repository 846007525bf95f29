import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import './icon.ts';
import './icon-button.ts';
import './button.ts';
import type { IconName } from './icons.ts';
import { uiWord } from './ui-word.ts';

/** Something that happened, said in passing. What needs an answer belongs in a dialog or banner. */
export interface Toast {
  text: string;
  /** `danger` is announced at once */
  tone?: 'neutral' | 'success' | 'danger';
  /** one way to react, e.g. Undo */
  action?: { label: string; run: () => void };
  /** 0 keeps it until dismissed; default 6 s, longer with an action */
  durationMs?: number;
}

interface Shown extends Toast {
  id: number;
}

const ICONS: Record<'neutral' | 'success' | 'danger', IconName> = { neutral: 'info', success: 'circle-check', danger: 'circle-alert' };

/**
 * Where toasts appear, in the top layer. One per widget: `toaster.show({ text })`. The pointer over it stops the clock.
 * @tag engage-toaster
 */
export class Toaster extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      [popover] {
        position: fixed;
        inset: auto 16px 16px auto;
        inset-inline: auto 16px;
        flex-direction: column;
        gap: 8px;
        inline-size: min(380px, calc(100vw - 32px));
        margin: 0;
        padding: 0;
        overflow: visible;
        border: 0;
        background: none;
        color: var(--e-text);
        font: 400 13px/1.45 var(--e-font);
      }
      [popover]:popover-open {
        display: flex;
      }
      .toast {
        display: flex;
        align-items: flex-start;
        gap: 8px;
        padding: 8px 6px 8px 12px;
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius-card);
        background: var(--e-raised);
        box-shadow: var(--e-shadow);
        transition:
          opacity var(--e-quick) ease-out,
          transform var(--e-quick) ease-out;
      }
      @starting-style {
        .toast {
          opacity: 0;
          transform: translateY(8px);
        }
      }
      .text {
        flex: 1;
        min-inline-size: 0;
        padding-block: 4px;
        overflow-wrap: anywhere;
      }
      .toast > engage-icon {
        margin-block-start: 6px;
        color: var(--e-muted);
      }
      .success > engage-icon {
        color: var(--e-green);
      }
      .danger > engage-icon {
        color: var(--e-danger);
      }
    `,
  ];

  @state() private toasts: readonly Shown[] = [];
  #next = 1;
  #raised = 0;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Shows a toast; the answer dismisses it. */
  show(toast: Toast): () => void {
    const shown: Shown = { ...toast, id: this.#next };
    this.#next += 1;
    this.toasts = [...this.toasts, shown].slice(-4);
    this.#start(shown);
    return () => this.#dismiss(shown.id);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.toasts = [];
  }

  #start(toast: Shown): void {
    const duration = toast.durationMs ?? (toast.action ? 10_000 : 6_000);
    if (duration > 0)
      this.#timers.set(
        toast.id,
        setTimeout(() => this.#dismiss(toast.id), duration),
      );
  }

  readonly #stop = (): void => {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  };

  readonly #resume = (): void => {
    this.#stop();
    for (const toast of this.toasts) this.#start(toast);
  };

  #dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  #act(toast: Shown): void {
    this.#dismiss(toast.id);
    toast.action?.run();
  }

  protected override updated(): void {
    const box = this.renderRoot.querySelector<HTMLElement>('[popover]');
    if (!box) return;
    const isOpen = box.matches(':popover-open');
    const newest = this.toasts.at(-1)?.id ?? 0;
    // showing it anew lifts it above a dialog that was opened meanwhile
    if (isOpen && newest > this.#raised) box.hidePopover();
    if (newest > this.#raised) {
      this.#place(box);
      box.showPopover();
    }
    this.#raised = Math.max(newest, this.#raised);
    if (!this.toasts.length && isOpen) box.hidePopover();
  }

  /** At the lower start corner of the widget: at the end, and at the end of the window, are the buttons people are about to press. */
  #place(box: HTMLElement): void {
    const area = this.parentElement?.getBoundingClientRect();
    if (!area?.width) return;
    const isRightToLeft = getComputedStyle(this).direction === 'rtl';
    const { style } = box;
    style.inset = 'auto';
    style.insetBlockEnd = `${Math.max(0, innerHeight - area.bottom) + 16}px`;
    style.insetInlineStart = `${Math.max(0, isRightToLeft ? innerWidth - area.right : area.left) + 16}px`;
    style.inlineSize = `${Math.min(380, area.width - 32)}px`;
  }

  protected override render(): TemplateResult {
    const isUrgent = (toast: Shown): boolean => toast.tone === 'danger';
    const line = (toast: Shown): TemplateResult =>
      html`<div class="toast ${toast.tone ?? 'neutral'}">
        <engage-icon name=${ICONS[toast.tone ?? 'neutral']}></engage-icon>
        <span class="text">${toast.text}</span>
        ${toast.action ? html`<engage-button variant="quiet" size="small" @click=${() => this.#act(toast)}>${toast.action.label}</engage-button>` : nothing}
        <engage-icon-button size="small" icon="x" label=${uiWord(this, 'dismiss')} @click=${() => this.#dismiss(toast.id)}></engage-icon-button>
      </div>`;
    const group = (toasts: readonly Shown[]): unknown => repeat(toasts, (toast) => toast.id, line);
    return html`<div popover="manual" @pointerenter=${this.#stop} @pointerleave=${this.#resume} @focusin=${this.#stop} @focusout=${this.#resume}>
      <div role="status">${group(this.toasts.filter((toast) => !isUrgent(toast)))}</div>
      <div role="alert">${group(this.toasts.filter(isUrgent))}</div>
    </div>`;
  }
}

defineElement(tag('toaster'), Toaster);

import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { EngageError } from '../../core/engage-error.ts';
import { tag } from '../../core/tag.ts';
import '../banner.ts';
import '../button.ts';
import '../dialog.ts';
import type { SettingsChange } from './settings-changes.ts';
import { settingsWords } from './settings-words.ts';

/**
 * The question before settings are saved: what is different, before and after. Stays open when saving fails.
 * @tag engage-settings-save
 * @fires settings-confirm - save them
 * @fires close - without saving
 */
export class SettingsSave extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      .stack {
        display: grid;
        gap: 10px;
      }
      .scroll {
        overflow-x: auto;
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 6px 10px 6px 0;
        border-block-end: 1px solid var(--e-line);
        font-weight: 400;
        text-align: start;
        vertical-align: top;
      }
      th {
        min-inline-size: 110px;
      }
      td {
        overflow-wrap: anywhere;
      }
      thead th {
        color: var(--e-muted);
        font-size: 12px;
      }
      td {
        font-variant-numeric: tabular-nums;
      }
      td:last-child {
        font-weight: 600;
      }
      h3 {
        font-size: 13px;
        font-weight: 600;
      }
      p {
        color: var(--e-muted);
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property({ attribute: false }) changes: readonly SettingsChange[] = [];
  /** what somebody else saved meanwhile */
  @property({ attribute: false }) theirs: readonly SettingsChange[] = [];
  @property({ type: Boolean }) simulated = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) error: EngageError | null = null;

  #closed(event: Event): void {
    event.stopPropagation();
    if (this.busy && event.cancelable) event.preventDefault();
    else this.emit('close');
  }

  protected override render(): TemplateResult {
    const say = settingsWords(this);
    return html`<engage-dialog size="large" ?open=${this.open} label=${say('save.title')} @close=${this.#closed}>
      <div class="stack">
        ${this.error && !this.busy ? html`<engage-banner framed tone="danger" announce="alert">${this.#refusal(this.error)}</engage-banner>` : nothing}
        ${this.simulated ? nothing : html`<engage-banner framed tone="warning" announce="off">${say('save.unsimulated')}</engage-banner>`}
        ${this.theirs.length ? html`<h3>${say('save.theirs')}</h3>${this.#table(this.theirs, say('save.was'), say('save.before'))}<h3>${say('save.yours')}</h3>` : nothing}
        ${this.#table(this.changes, say('save.before'), say('save.after'))}
        <p>${say('save.hint')}</p>
      </div>
      <engage-button slot="footer" ?disabled=${this.busy} @click=${() => this.emit('close')}>${say('save.back')}</engage-button>
      <engage-button slot="footer" variant="primary" ?loading=${this.busy} @click=${() => this.emit('settings-confirm')}>${say('save.yes')}</engage-button>
    </engage-dialog>`;
  }

  #table(changes: readonly SettingsChange[], left: string, right: string): TemplateResult {
    return html`<div class="scroll">
      <table>
        <thead><tr><th scope="col">${settingsWords(this)('save.setting')}</th><th scope="col">${left}</th><th scope="col">${right}</th></tr></thead>
        <tbody>${changes.map(({ name, before, after }) => html`<tr><th scope="row">${name}</th><td>${before}</td><td>${after}</td></tr>`)}</tbody>
      </table>
    </div>`;
  }

  #refusal(error: EngageError): string {
    const say = settingsWords(this);
    const { code } = error;
    if (code === 'conflict' || code === 'forbidden' || code === 'invalid_input' || code === 'unavailable') return say(`refused.${code}`);
    return say('refused.other', { reference: error.requestId ?? code });
  }
}

defineElement(tag('settings-save'), SettingsSave);

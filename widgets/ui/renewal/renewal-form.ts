import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ColleagueView, MeView } from '../../../types/access.ts';
import type { RenewalView } from '../../../types/renewals.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { EngageError } from '../../core/engage-error.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../banner.ts';
import '../button.ts';
import '../dialog.ts';
import '../input.ts';
import '../select.ts';
import '../textarea.ts';
import { detailWords } from './detail-words.ts';
import { formWords } from './form-words.ts';
import { refusalText } from './refusal-text.ts';
import type { RenewalAct } from './renewal-act.ts';
import { type FormField, type RenewalFormName, renewalFormFields } from './renewal-form-fields.ts';
import { renewalWords } from './renewal-words.ts';

/**
 * One form of a renewal in a dialog: log a call, mark paid, cancel, snooze, assign, note, task, billing. It says what is wrong before it
 * asks, stays open with everything typed when saving fails, and is closed by its owner when it worked.
 * @tag engage-renewal-form
 * @fires renewal-act - detail: the RenewalAct its fields make
 * @fires close - without saving
 */
export class RenewalForm extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      form {
        display: grid;
        gap: 12px;
      }
      p {
        color: var(--e-muted);
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property() kind: RenewalFormName = 'note';
  @property({ attribute: false }) renewal: RenewalView | null = null;
  @property({ attribute: false }) colleagues: readonly ColleagueView[] = [];
  @property({ attribute: false }) me: MeView | null = null;
  @property({ attribute: false }) format: Format | null = null;
  /** of a call: the task it ends */
  @property({ attribute: false }) taskId: string | null = null;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) error: EngageError | null = null;

  @state() private values: Readonly<Record<string, string>> = {};
  @state() private isChecked = false;
  /** asked to close with something typed: said so, once */
  @state() private isWarned = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('kind') || (changed.has('open') && this.open)) {
      this.values = {};
      this.isChecked = this.isWarned = false;
    }
  }

  get #form(): ReturnType<typeof renewalFormFields> | null {
    const { renewal, colleagues, me, taskId } = this;
    if (!renewal) return null;
    return renewalFormFields(this.kind, { renewal, colleagues, me, taskId, say: formWords(this), words: renewalWords(this) });
  }

  #valueOf(field: FormField): string {
    return (this.values[field.name] ?? field.value).trim();
  }

  #wrong(field: FormField): string {
    const value = this.#valueOf(field);
    const say = formWords(this);
    if (field.required && !value) return say(field.kind === 'date' ? 'wrong.day' : 'wrong.needed');
    return field.check?.(value) ?? '';
  }

  #changed(event: Event): void {
    event.stopPropagation();
    const { target } = event;
    const value: unknown = target && Reflect.get(target, 'value');
    if (!(target instanceof HTMLElement) || typeof value !== 'string') return;
    this.values = { ...this.values, [target.dataset['field'] ?? '']: value };
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    const form = this.#form;
    if (!form || this.busy) return;
    this.isChecked = true;
    const wrong = form.fields.find((field) => this.#wrong(field));
    if (wrong) {
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>(`[data-field="${wrong.name}"]`)?.focus();
      return;
    }
    this.emit<RenewalAct>('renewal-act', form.act(Object.fromEntries(form.fields.map((field) => [field.name, this.#valueOf(field)]))));
  }

  #closed(event: Event): void {
    event.stopPropagation();
    const isTyped = Object.values(this.values).some((value) => value.trim());
    // what is on its way is waited for; what was typed is not lost by a slip
    if (event.cancelable && (this.busy || (isTyped && !this.isWarned))) {
      event.preventDefault();
      this.isWarned = true;
    } else this.emit('close');
  }

  protected override render(): TemplateResult | typeof nothing {
    const form = this.#form;
    if (!form) return nothing;
    const say = formWords(this);
    const { kind } = this;
    return html`<engage-dialog ?open=${this.open} label=${say(`${kind}.title`)} @close=${this.#closed}>
      <form novalidate @submit=${this.#submit} @input=${this.#changed} @change=${this.#changed}>
        ${kind === 'paid' || kind === 'cancel' || kind === 'snooze' || kind === 'billing' ? html`<p>${say(`${kind}.hint`)}</p>` : nothing}
        ${this.error && !this.busy ? html`<engage-banner framed tone="danger" announce="alert">${refusalText(detailWords(this), this.error, true)}</engage-banner>` : nothing}
        ${this.isWarned && !this.busy ? html`<engage-banner framed tone="warning">${say('unsaved')}</engage-banner>` : nothing}
        ${form.fields.map((field, index) => this.#field(field, index === 0))}
      </form>
      <engage-button slot="footer" ?disabled=${this.busy} @click=${() => this.emit('close')}>${say(kind === 'cancel' ? 'cancel.keep' : 'cancel')}</engage-button>
      <engage-button slot="footer" variant="primary" ?loading=${this.busy} @click=${this.#submit}>${say(`${kind}.save`)}</engage-button>
    </engage-dialog>`;
  }

  #field(field: FormField, isFirst: boolean): TemplateResult {
    const value = this.values[field.name] ?? field.value;
    const error = this.isChecked ? this.#wrong(field) : '';
    if (field.kind === 'select')
      return html`<engage-select
        data-field=${field.name}
        label=${field.label}
        placeholder=${field.placeholder ?? ''}
        error=${error}
        ?autofocus=${isFirst}
        .required=${field.required ?? false}
        .options=${field.options ?? []}
        .value=${value}
      ></engage-select>`;
    if (field.kind === 'area')
      return html`<engage-textarea data-field=${field.name} label=${field.label} help=${field.help ?? ''} error=${error} rows="3" ?autofocus=${isFirst} .required=${field.required ?? false} .value=${value}></engage-textarea>`;
    return html`<engage-input
      data-field=${field.name}
      type=${field.kind}
      label=${field.label}
      help=${field.help ?? ''}
      placeholder=${field.placeholder ?? ''}
      error=${error}
      ?autofocus=${isFirst}
      .required=${field.required ?? false}
      .value=${value}
    ></engage-input>`;
  }
}

defineElement(tag('renewal-form'), RenewalForm);

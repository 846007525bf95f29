import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import '../ui/button.ts';
import type { Input } from '../ui/input.ts';
import '../ui/input.ts';
import type { CardSay } from './card-words.ts';

/**
 * Links a person by their number: two fields, and what is wrong with them.
 * @tag engage-add-person
 * @fires person-add - detail `{ phone, name }`
 * @fires close - the person changed their mind
 */
export class AddPerson extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      form {
        display: grid;
        gap: 10px;
        margin-block: 4px 10px;
        padding: 12px;
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius);
        background: var(--e-sunken);
      }
      .acts {
        display: flex;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) say: CardSay | null = null;
  /** what the server said of it; empty: nothing */
  @property() error = '';
  @property({ type: Boolean }) busy = false;

  @state() private phone = '';
  @state() private name = '';

  protected override firstUpdated(): void {
    const field = this.renderRoot.querySelector<Input>('[data-part=phone]');
    field?.updateComplete.then(() => field.focus()).catch(() => undefined);
  }

  #submitted(event: Event): void {
    event.preventDefault();
    if (this.busy) return;
    const phone = this.phone.trim();
    if ((phone.match(/\d/g)?.length ?? 0) < 5) this.error = this.say?.('add.noPhone') ?? '';
    else this.emit('person-add', { phone, name: this.name.trim() });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say } = this;
    if (!say) return nothing;
    return html`<form
      novalidate
      @submit=${this.#submitted}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        this.emit('close');
      }}
    >
      <engage-input
        data-part="phone"
        type="tel"
        required
        max-length="40"
        label=${say('add.phone')}
        help=${say('add.phoneHelp')}
        error=${this.error}
        .value=${this.phone}
        @input=${(event: Event) => {
          this.phone = valueOf(event);
          this.error = '';
        }}
      ></engage-input>
      <engage-input
        max-length="255"
        label=${say('add.name')}
        .value=${this.name}
        @input=${(event: Event) => {
          this.name = valueOf(event);
        }}
      ></engage-input>
      <div class="acts">
        <engage-button type="submit" variant="primary" ?loading=${this.busy}>${say('add.save')}</engage-button>
        <engage-button variant="quiet" @click=${() => this.emit('close')}>${say('add.cancel')}</engage-button>
      </div>
    </form>`;
  }
}

function valueOf(event: Event): string {
  return String((event.target && Reflect.get(event.target, 'value')) ?? '');
}

defineElement(tag('add-person'), AddPerson);

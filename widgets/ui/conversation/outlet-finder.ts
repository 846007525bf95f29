import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { OutletView } from '../../../types/outlets.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { EngageError } from '../../core/engage-error.ts';
import { tag } from '../../core/tag.ts';
import '../button.ts';
import '../checkbox.ts';
import '../dialog.ts';
import '../input.ts';
import '../spinner.ts';
import type { ConversationSay } from './conversation-words.ts';
import { finderWords } from './finder-words.ts';

const PAUSE_MS = 200;

/**
 * Finds an outlet by name or number and links the ticket to it. Fetched when it is first opened.
 * @tag engage-outlet-finder
 * @fires outlet-link - detail `{ oid, name, remember }`
 * @fires close
 */
export class OutletFinder extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      ul {
        display: grid;
        gap: 2px;
        min-block-size: 220px;
        max-block-size: 320px;
        margin-block: 10px;
        align-content: start;
        overflow-y: auto;
      }
      li button {
        display: flex;
        flex-direction: column;
        inline-size: 100%;
        padding: 7px 10px;
        border-radius: var(--e-radius);
      }
      li button:hover {
        background: var(--e-hover);
      }
      b {
        font-weight: 500;
      }
      small,
      .quiet {
        color: var(--e-muted);
        font-size: 12.5px;
      }
      .quiet {
        padding: 10px;
      }
    `,
  ];

  @property({ type: Boolean, reflect: true }) open = false;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) search: ((query: string) => Promise<readonly OutletView[]>) | null = null;

  @state() private found: readonly OutletView[] | null = null;
  @state() private error: EngageError | null = null;
  @state() private isRemembered = true;
  #query = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open) this.#ask(0);
  }

  #ask(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const query = this.#query;
      this.search?.(query).then(
        (found) => {
          if (query !== this.#query) return;
          this.found = found;
          this.error = null;
        },
        (thrown: unknown) => {
          this.error = EngageError.from(thrown);
        },
      );
    }, pause);
  }

  #typed(event: Event): void {
    event.stopPropagation();
    this.#query = String(event.target && Reflect.get(event.target, 'value')).trim();
    this.#ask(PAUSE_MS);
  }

  #closed(event: Event): void {
    event.stopPropagation();
    this.emit('close');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say } = this;
    if (!say) return nothing;
    const own = finderWords(this);
    return html`<engage-dialog ?open=${this.open} label=${say('facts.chooseOutlet')} @close=${this.#closed}>
      <engage-input autofocus type="search" icon="search" hide-label label=${own('label')} placeholder=${own('label')} @input=${this.#typed}></engage-input>
      ${
        this.error
          ? html`<p class="quiet" role="alert">${say(`error.${this.error.code}`)} <engage-button size="small" @click=${() => this.#ask(0)}>${say('failure.tryAgain')}</engage-button></p>`
          : html`<ul aria-busy=${this.found === null ? 'true' : 'false'}>
            ${this.found === null ? html`<li class="quiet"><engage-spinner label=${say('loading')}></engage-spinner></li>` : nothing}
            ${this.found?.length === 0 ? html`<li class="quiet">${own('none')}</li>` : nothing}
            ${this.found?.map(
              (outlet) =>
                html`<li>
                  <button type="button" @click=${() => this.emit('outlet-link', { oid: outlet.oid, name: outlet.name, remember: this.isRemembered })}>
                    <b><bdi>${outlet.name}</bdi></b><small><bdi>${outlet.franchiseName}</bdi> · FID ${outlet.fid} · OID ${outlet.oid}</small>
                  </button>
                </li>`,
            )}
          </ul>`
      }
      <engage-checkbox
        label=${say('choice.remember')}
        .checked=${this.isRemembered}
        @change=${(event: Event) => {
          this.isRemembered = Boolean(event.target && Reflect.get(event.target, 'checked'));
        }}
      ></engage-checkbox>
    </engage-dialog>`;
  }
}

defineElement(tag('outlet-finder'), OutletFinder);

import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RenewalRow } from '../../../types/renewals.ts';
import type { TemplatePreview as Preview, TemplateVariant } from '../../../types/templates.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { EngageError } from '../../core/engage-error.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../banner.ts';
import '../button.ts';
import '../combobox.ts';
import '../segmented.ts';
import '../skeleton.ts';
import '../whatsapp-preview.ts';
import { registryWords } from './registry-words.ts';
import type { TemplateCalls } from './renewal-act.ts';

const MOST = { header: 60, body: 1024, footer: 60 } as const;
const PAUSE_MS = 250;

/**
 * One language of a template as the merchant's phone shows it: with Meta's examples, or filled with the facts of a renewal somebody
 * picked; light or dark; how long each part has become.
 * @tag engage-template-preview
 */
export class TemplatePreview extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: grid;
        gap: 10px;
      }
      .with {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: end;
      }
      engage-combobox {
        flex: 1 1 180px;
      }
      .counts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        color: var(--e-muted);
        font-size: 12.5px;
        font-variant-numeric: tabular-nums;
      }
      .over {
        color: var(--e-danger);
      }
    `,
  ];

  @property({ attribute: false }) variant: TemplateVariant | null = null;
  @property({ attribute: false }) calls: TemplateCalls | null = null;
  @property({ attribute: false }) format: Format | null = null;
  /** counts up when bindings were changed: the preview is made again */
  @property({ type: Number }) version = 0;

  @state() private preview: Preview | null = null;
  @state() private error: EngageError | null = null;
  @state() private look: 'light' | 'dark' = 'light';
  @state() private examples: readonly RenewalRow[] = [];
  @state() private isSearching = false;
  @state() private chosen: RenewalRow | null = null;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('variant') || changed.has('version')) this.#ask();
    // until somebody says otherwise the phone looks as the page does
    if (!this.hasUpdated && getComputedStyle(this).colorScheme.includes('dark') && !getComputedStyle(this).colorScheme.includes('light')) this.look = 'dark';
  }

  #ask(): void {
    const { variant, calls } = this;
    if (!variant || !calls) return;
    const asked = ++this.#asked;
    if (this.preview?.language !== variant.language) this.preview = null;
    this.error = null;
    calls.preview({ name: variant.name, language: variant.language, ...(this.chosen && { renewalId: this.chosen.id }) }).then(
      (preview) => {
        if (asked === this.#asked) this.preview = preview;
      },
      (thrown: unknown) => {
        if (asked === this.#asked && !EngageError.isAbort(thrown)) this.error = EngageError.from(thrown);
      },
    );
  }

  #search(event: CustomEvent<{ text: string }>): void {
    event.stopPropagation();
    clearTimeout(this.#timer);
    const query = event.detail.text.trim();
    this.isSearching = true;
    this.#timer = setTimeout(() => {
      this.calls?.examples?.(query).then(
        (examples) => {
          this.examples = examples;
          this.isSearching = false;
        },
        () => {
          this.isSearching = false;
        },
      );
    }, PAUSE_MS);
  }

  #choose(renewal: RenewalRow | null): void {
    this.chosen = renewal;
    this.preview = null;
    this.#ask();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { variant, format, preview, chosen } = this;
    if (!variant || !format) return nothing;
    const say = registryWords(this);
    return html`<div class="with">
        ${
          this.calls?.examples
            ? html`<engage-combobox
              remote
              label=${say('preview.with')}
              placeholder=${chosen ? `${chosen.franchiseName}, ${chosen.outletName}` : say('preview.example')}
              ?loading=${this.isSearching}
              empty=${say('noMatch')}
              .options=${this.examples.map(({ id, outletName, franchiseName, dueOn }) => ({ value: id, label: outletName, detail: `${franchiseName} · ${format.date(dueOn)}` }))}
              @search=${this.#search}
              @choose=${(event: CustomEvent<{ value: string }>) => {
                event.stopPropagation();
                this.#choose(this.examples.find(({ id }) => id === event.detail.value) ?? null);
              }}
            ></engage-combobox>`
            : nothing
        }
        <engage-segmented
          label=${say('preview.look')}
          value=${this.look}
          .options=${(['light', 'dark'] as const).map((value) => ({ value, label: say(`preview.${value}`) }))}
          @choose=${(event: CustomEvent<{ value: string }>) => {
            event.stopPropagation();
            this.look = event.detail.value === 'dark' ? 'dark' : 'light';
          }}
        ></engage-segmented>
        ${chosen ? html`<engage-button variant="link" size="small" @click=${() => this.#choose(null)}>${say('preview.reset')}</engage-button>` : nothing}
      </div>
      ${
        this.error
          ? html`<engage-banner framed tone="danger">${say('preview.failed')}</engage-banner>`
          : preview
            ? this.#drawn(preview, variant, format)
            : html`<engage-skeleton shape="block" height="160px"></engage-skeleton>`
      }`;
  }

  #drawn(preview: Preview, variant: TemplateVariant, format: Format): TemplateResult {
    const say = registryWords(this);
    const kind = variant.header?.format;
    const media = kind && kind !== 'TEXT' ? kind : null;
    const counts = (['header', 'body', 'footer'] as const).flatMap((part) => {
      const text = preview[part];
      return text ? [{ part, count: [...text].length, most: MOST[part] }] : [];
    });
    return html`${preview.missing.length ? html`<engage-banner framed tone="warning" announce="off">${say('preview.missing', { count: preview.missing.length })}</engage-banner>` : nothing}
      <engage-whatsapp-preview
        look=${this.look}
        time=${format.time(new Date().toISOString())}
        words-lang=${preview.language.slice(0, 2)}
        .message=${{ header: preview.header, media, body: preview.body, footer: preview.footer, buttons: preview.buttons }}
      ></engage-whatsapp-preview>
      <div class="counts">
        ${counts.map(({ part, count, most }) => html`<span class=${count > most ? 'over' : ''}>${say('preview.count', { part: say(`part.${part}`), count, most })}</span>`)}
      </div>`;
  }
}

defineElement(tag('template-preview'), TemplatePreview);

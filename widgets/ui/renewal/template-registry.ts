import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { MeView } from '../../../types/access.ts';
import type { TemplateFamily, TemplateSync } from '../../../types/templates.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { EngageError } from '../../core/engage-error.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../badge.ts';
import '../banner.ts';
import '../button.ts';
import '../empty-state.ts';
import '../error-state.ts';
import '../input.ts';
import '../skeleton.ts';
import { registryWords } from './registry-words.ts';
import type { TemplateCalls } from './renewal-act.ts';
import './template-family.ts';
import { templateRegistryStyles } from './template-registry-styles.ts';
import { templateTone } from './template-tone.ts';

const GATHER_MS = 300;

/**
 * Every WhatsApp template with its languages: what Meta says of it, who needs it, what stands in its blanks, how it looks. Beside each
 * other where there is room for both, else the list first. Administrators change blanks and sync.
 * @tag engage-template-registry
 */
export class TemplateRegistry extends EngageElement {
  static override styles: CSSResultGroup = [EngageElement.styles, templateRegistryStyles];

  @property({ attribute: false }) calls: TemplateCalls | null = null;
  @property({ attribute: false }) me: MeView | null = null;
  @property({ attribute: false }) format: Format | null = null;

  @state() private families: readonly TemplateFamily[] | null = null;
  @state() private error: EngageError | null = null;
  @state() private chosen: string | null = null;
  @state() private wanted = '';
  @state() private isSyncing = false;
  @state() private told: { tone: 'success' | 'warning' | 'danger'; text: string } | null = null;
  #asked = 0;
  #leave: (() => void) | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
    clearTimeout(this.#soon);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('calls')) return;
    this.#listen();
    if (this.calls && !this.families) this.#load();
  }

  /** Meta pauses and approves by itself: what it says is read anew, several at once together. */
  #listen(): void {
    this.#leave?.();
    this.#leave = this.calls?.listen?.(() => {
      clearTimeout(this.#soon);
      this.#soon = setTimeout(this.#load, GATHER_MS);
    });
  }

  readonly #load = (): void => {
    const { calls } = this;
    if (!calls) return;
    const asked = ++this.#asked;
    this.error = null;
    calls.list().then(
      (families) => {
        if (asked === this.#asked) this.families = families;
      },
      (thrown: unknown) => {
        if (asked === this.#asked && !EngageError.isAbort(thrown)) this.error = EngageError.from(thrown);
      },
    );
  };

  async #sync(): Promise<void> {
    const { calls } = this;
    if (!calls || this.isSyncing) return;
    this.isSyncing = true;
    this.told = null;
    const say = registryWords(this);
    try {
      const found = await calls.refresh();
      this.#load();
      if (isSync(found)) {
        const count = found.added + found.changed.length + found.removed;
        const text = `${say('synced.read', { count: found.read })} ${say('synced', { count })}`;
        this.told = found.failed ? { tone: 'warning', text: `${text} ${say('syncedPart')}` } : { tone: 'success', text };
      }
    } catch (thrown) {
      if (!EngageError.isAbort(thrown))
        this.told = { tone: 'danger', text: say(EngageError.from(thrown).code === 'forbidden' ? 'syncForbidden' : 'syncFailed') };
    }
    this.isSyncing = false;
  }

  async #choose(name: string | null): Promise<void> {
    const before = this.chosen;
    this.chosen = name;
    await this.updateComplete;
    // where there is room for one of the two, the focus follows
    if (name === null) this.renderRoot.querySelector<HTMLElement>(`[data-name="${before ?? ''}"]`)?.focus();
    else if (this.renderRoot.querySelector<HTMLElement>('.list')?.offsetParent === null) this.renderRoot.querySelector<HTMLElement>('.back')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { families, format } = this;
    if (!format) return nothing;
    const say = registryWords(this);
    if (!families && this.error)
      return html`<engage-error-state heading=${say('failed')} reference=${this.error.requestId ?? ''} @retry=${this.#load}>${say('failedHint')}</engage-error-state>`;
    if (!families)
      return html`<div class="waiting" role="status" aria-busy="true" aria-label=${say('loading')}>${[1, 2, 3, 4].map(() => html`<engage-skeleton shape="block"></engage-skeleton>`)}</div>`;
    const chosen = families.find(({ name }) => name === this.chosen);
    const sync = this.me?.can.administer
      ? html`<engage-button icon="rotate-cw" ?loading=${this.isSyncing} @click=${this.#sync}>${say('sync')}</engage-button>`
      : nothing;
    return html`<div class="head"><h2>${say('title')}</h2>${sync}</div>
      ${this.told ? html`<engage-banner tone=${this.told.tone} announce=${this.told.tone === 'danger' ? 'alert' : 'status'}>${this.told.text}</engage-banner>` : nothing}
      ${
        families.length
          ? html`<div class="columns ${chosen ? 'is-open' : ''}">
            ${this.#list(families, format)}
            <div class="detail">
              ${
                chosen
                  ? html`<engage-button class="back" variant="quiet" size="small" icon="arrow-left" @click=${() => this.#choose(null)}>${say('back')}</engage-button>
                    <engage-template-family .family=${chosen} .calls=${this.calls} ?can-change=${this.me?.can.administer ?? false} .format=${format} @binding-saved=${this.#load}></engage-template-family>`
                  : html`<engage-empty-state icon="message-square-text" heading=${say('chooseTitle')}>${say('choose')}</engage-empty-state>`
              }
            </div>
          </div>`
          : html`<engage-empty-state icon="message-square-text" heading=${say('none')}>${say('noneHint')}</engage-empty-state>`
      }`;
  }

  #list(families: readonly TemplateFamily[], format: Format): TemplateResult {
    const say = registryWords(this);
    const shown = families.filter(({ name, variants }) => `${name} ${variants.map(({ body }) => body).join(' ')}`.toLocaleLowerCase().includes(this.wanted));
    return html`<div class="list">
      <engage-input
        type="search"
        icon="search"
        clearable
        hide-label
        label=${say('search')}
        placeholder=${say('search')}
        @input=${(event: Event) => {
          event.stopPropagation();
          this.wanted = String(event.target && Reflect.get(event.target, 'value'))
            .trim()
            .toLocaleLowerCase();
        }}
      ></engage-input>
      ${shown.length ? html`<ul>${shown.map((family) => this.#line(family, format))}</ul>` : html`<p class="muted">${say('noMatch')}</p>`}
    </div>`;
  }

  #line({ name, variants, dependants }: TemplateFamily, format: Format): TemplateResult {
    const say = registryWords(this);
    const stopped = dependants.filter(({ isStopped }) => isStopped).length;
    const waiting = dependants.reduce((sum, dependant) => sum + dependant.waiting, 0);
    return html`<li>
      <button type="button" data-name=${name} aria-current=${name === this.chosen ? 'true' : 'false'} @click=${() => this.#choose(name)}>
        <b>${name}</b>
        <span class="chips">
          ${variants.map(({ language, status }) => html`<engage-badge tone=${templateTone[status]}>${say('variant', { language: format.language(language), status: say(`status.${status}`) })}</engage-badge>`)}
          ${stopped ? html`<engage-badge tone="red" icon="circle-alert">${say('stopped', { count: stopped })}${waiting ? ` · ${say('dependant.waiting', { count: waiting })}` : ''}</engage-badge>` : nothing}
        </span>
      </button>
    </li>`;
  }
}

function isSync(found: unknown): found is TemplateSync {
  return found !== null && typeof found === 'object' && 'changed' in found && Array.isArray(found.changed);
}

defineElement(tag('template-registry'), TemplateRegistry);

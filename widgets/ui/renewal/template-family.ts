import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { TemplateFamily as Family, TemplateVariant } from '../../../types/templates.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../badge.ts';
import '../banner.ts';
import '../icon.ts';
import '../tabs.ts';
import './binding-editor.ts';
import { registryEnglish } from './registry-english.ts';
import { registryWords } from './registry-words.ts';
import type { TemplateCalls } from './renewal-act.ts';
import { renewalWords } from './renewal-words.ts';
import { stepName } from './step-name.ts';
import './template-preview.ts';
import { templateTone } from './template-tone.ts';

/**
 * One template: its languages, how Meta sees each and why, who needs it and stands still without it, what our check says, what stands in
 * its blanks, and how it looks.
 * @tag engage-template-family
 */
export class TemplateFamily extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        container: family / inline-size;
      }
      h2 {
        margin-block-end: 6px;
        font: 600 15px/22px var(--e-mono);
        overflow-wrap: anywhere;
      }
      h3 {
        margin-block-end: 8px;
        color: var(--e-muted);
        font-size: 12px;
        font-weight: 600;
      }
      .panel {
        display: grid;
        gap: 18px;
        padding-block-start: 12px;
        border-block-start: 1px solid var(--e-line);
      }
      .facts {
        display: grid;
        gap: 18px;
        align-content: start;
        min-inline-size: 0;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(72px, 104px) minmax(0, 1fr);
        gap: 6px 8px;
        margin: 0;
      }
      dt,
      .muted {
        color: var(--e-muted);
      }
      ul {
        display: grid;
        gap: 6px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 8px;
        align-items: baseline;
      }
      .error engage-icon {
        color: var(--e-danger);
      }
      .warning engage-icon {
        color: var(--e-amber);
      }
      li engage-icon {
        align-self: center;
        --size: 14px;
      }
      .words {
        flex: 1;
        min-inline-size: 160px;
      }
      small {
        color: var(--e-muted);
        font-size: 12.5px;
      }
      .banners {
        display: grid;
        gap: 8px;
      }
      @container family (min-width: 700px) {
        .panel {
          grid-template-columns: minmax(0, 1fr) minmax(280px, 360px);
          gap: 18px 28px;
        }
        .banners {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) family: Family | null = null;
  @property({ attribute: false }) calls: TemplateCalls | null = null;
  @property({ type: Boolean, attribute: 'can-change' }) mayChange = false;
  @property({ attribute: false }) format: Format | null = null;

  @state() private language = '';
  @state() private version = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('family');
    if (changed.has('family') && before && before.name !== this.family?.name) this.language = '';
  }

  get #variant(): TemplateVariant | undefined {
    const variants = this.family?.variants ?? [];
    return variants.find(({ language }) => language === this.language) ?? variants[0];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { family, format } = this;
    if (!family || !format) return nothing;
    const say = registryWords(this);
    const variant = this.#variant;
    return html`<h2>${family.name}</h2>
      ${
        variant
          ? html`<engage-tabs
            label=${say('languages', { name: family.name })}
            value=${variant.language}
            .tabs=${family.variants.map(({ language, status }) => ({ value: language, label: say('variant', { language: format.language(language), status: say(`status.${status}`) }) }))}
            @choose=${(event: CustomEvent<{ value: string }>) => {
              event.stopPropagation();
              this.language = event.detail.value;
            }}
            ><div slot=${variant.language} class="panel">${this.#panel(family, variant, format)}</div></engage-tabs
          >`
          : html`<div class="facts"><engage-banner framed tone="warning" announce="off">${say('missing')}</engage-banner>${this.#dependants(family)}</div>`
      }`;
  }

  #panel(family: Family, variant: TemplateVariant, format: Format): TemplateResult {
    const say = registryWords(this);
    const { category, quality, origin, status, syncedAt } = variant;
    const grade = (['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const).find((one) => one === quality?.toUpperCase());
    // Meta may still call high what it has paused
    const isTold = status === 'APPROVED' || grade === 'YELLOW' || grade === 'RED';
    return html`<div class="banners">${this.#banners(variant)}</div>
      <div class="facts">
        <dl>
          <dt>${say('category')}</dt><dd>${say(`category.${category}`)}</dd>
          ${grade && isTold ? html`<dt>${say('quality')}</dt><dd>${say(`quality.${grade}`)}</dd>` : nothing}
          <dt>${say('origin')}</dt><dd>${say(`origin.${origin}`)} <small>· ${syncedAt ? say('synced.at', { at: format.near(syncedAt) }) : say('synced.never')}</small></dd>
        </dl>
        ${this.#dependants(family)}${this.#problems(variant)}
        <section aria-label=${say('binding.title')}>
          <h3>${say('binding.title')}</h3>
          <engage-binding-editor
            .variant=${variant}
            .bind=${this.calls?.bind ?? null}
            ?disabled=${!this.mayChange}
            @binding-saved=${() => {
              this.version += 1;
            }}
          ></engage-binding-editor>
        </section>
      </div>
      <section aria-label=${say('preview.title')}>
        <h3>${say('preview.title')}</h3>
        <engage-template-preview .variant=${variant} .calls=${this.calls} .format=${format} version=${this.version}></engage-template-preview>
      </section>`;
  }

  /** What Meta says, and what to do about it; nothing when all is well. */
  #banners({ status, rejectedReason, wantedCategory, category }: TemplateVariant): TemplateResult {
    const say = registryWords(this);
    const tone = templateTone[status];
    return html`${
      status === 'APPROVED'
        ? nothing
        : html`<engage-banner framed announce="off" tone=${tone === 'red' ? 'danger' : tone === 'amber' ? 'warning' : tone === 'blue' ? 'info' : 'quiet'}
          ><b>${say(`status.${status}`)}.</b> ${say(`about.${status}`)} ${rejectedReason && rejectedReason !== 'NONE' ? say('rejected.why', { reason: this.#reason(rejectedReason) }) : ''}</engage-banner
        >`
    }
    ${wantedCategory && wantedCategory !== category ? html`<engage-banner framed announce="off" tone="warning">${say('category.changed', { wanted: say(`category.${wantedCategory}`), category: say(`category.${category}`) })}</engage-banner>` : nothing}`;
  }

  /** Meta's word for it in ours; one we do not know is shown as Meta writes it. */
  #reason(reason: string): string {
    const key = `rejected.${reason}`;
    return isKnown(key) ? registryWords(this)(key) : reason;
  }

  #dependants({ dependants }: Family): TemplateResult {
    const say = registryWords(this);
    const words = renewalWords(this);
    return html`<section aria-label=${say('dependant.title')}>
      <h3>${say('dependant.title')}</h3>
      ${
        dependants.length
          ? html`<ul>
            ${dependants.map(
              ({ kind, label, isStopped, waiting }) =>
                html`<li>
                  <span>${say(`dependant.${kind}`, { step: stepName(words, label) })}</span><engage-badge tone=${isStopped ? 'red' : 'green'} icon=${isStopped ? 'circle-alert' : ''}>${say(isStopped ? 'dependant.stopped' : 'dependant.runs')}</engage-badge>
                  ${waiting ? html`<small>${say('dependant.waiting', { count: waiting })}</small>` : nothing}
                </li>`,
            )}
          </ul>`
          : html`<p class="muted">${say('dependant.none')}</p>`
      }
    </section>`;
  }

  #problems({ problems }: TemplateVariant): TemplateResult {
    const say = registryWords(this);
    return html`<section aria-label=${say('problem.title')}>
      <h3>${say('problem.title')}</h3>
      ${
        problems.length
          ? html`<ul>
            ${problems.map(
              ({ code, part, severity, detail }) =>
                html`<li class=${severity}>
                  <engage-icon name=${severity === 'error' ? 'circle-alert' : 'triangle-alert'} label=${say(`problem.${severity}`)}></engage-icon>
                  <span class="words">${say(`part.${part}`)}: ${say(`problem.${code}`)} ${detail ? html`<small><bdi>${blankOf(detail)}</bdi></small>` : nothing}</span>
                </li>`,
            )}
          </ul>`
          : html`<p class="muted">${say('problem.none')}</p>`
      }
    </section>`;
  }
}

/** `body.2` as it stands in the text: {{2}}. */
const blankOf = (detail: string): string => detail.replace(/^(?:header|body|button\.\d+)\.(\w+)$/, '{{$1}}');

const isKnown = (key: string): key is keyof typeof registryEnglish => key in registryEnglish;

defineElement(tag('template-family'), TemplateFamily);

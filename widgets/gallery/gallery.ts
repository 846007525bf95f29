import { type CSSResultGroup, css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { WidgetElement } from '../core/widget-element.ts';
import { WordsController } from '../core/words.ts';
import { inboxWords } from '../inbox/inbox-words.ts';
import { conversationWords } from '../ui/conversation/conversation-words.ts';
import { both } from './both.ts';
import { cardSections } from './card-sections.ts';
import { consoleDialogs, consoleSections } from './console-sections.ts';
import { conversationSections } from './conversation-sections.ts';
import { dialogSections } from './dialog-sections.ts';
import { posSections } from './pos-sections.ts';
import { registrySections } from './registry-sections.ts';
import { renewalDialogs, renewalSections } from './renewal-sections.ts';
import { sections } from './sections.ts';
import { settingsDialogs, settingsSections } from './settings-sections.ts';
import { stateSections } from './state-sections.ts';
import '../ui/segmented.ts';

type Look = 'light' | 'dark' | 'both';

/** A sheet of every building block in every state, in one theme. */
class GallerySheet extends WidgetElement {
  static override styles: CSSResultGroup = [
    WidgetElement.styles,
    css`
      :host {
        background: var(--e-surface);
        block-size: auto;
        padding: 20px;
        container-type: inline-size;
      }
      .columns {
        columns: 3 360px;
        column-gap: 28px;
      }
      section {
        break-inside: avoid;
        margin-block-end: 28px;
      }
      h2 {
        margin-block-end: 10px;
        padding-block-end: 6px;
        border-block-end: 1px solid var(--e-line);
        font-size: 13px;
        font-weight: 600;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 10px;
        margin-block-end: 12px;
      }
      .stack {
        display: grid;
        gap: 12px;
        margin-block-end: 12px;
      }
      .note {
        margin-block-end: 6px;
        color: var(--e-muted);
        font-size: 12px;
      }
      .framed {
        overflow: hidden;
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius-card);
      }
      .tall {
        block-size: 220px;
      }
      .loading {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 12px;
        padding: 14px 12px 2px;
      }
      .swatches {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
        gap: 8px;
      }
      .swatch {
        font-size: 11.5px;
        color: var(--e-muted);
      }
      .swatch i {
        display: block;
        block-size: 32px;
        margin-block-end: 3px;
        forced-color-adjust: none;
        border-radius: var(--e-radius);
        box-shadow: inset 0 0 0 1px var(--e-line);
      }
      .as-inbox {
        container: inbox / inline-size;
      }
      .as-console {
        container: renewals / inline-size;
      }
      .high {
        block-size: 320px;
      }
      .deep {
        block-size: 560px;
      }
      .tall > *,
      .high > *,
      .deep > * {
        block-size: 100%;
      }
      .scrolls {
        overflow-y: auto;
      }
      .scrolls > * {
        block-size: auto;
      }
      .panel {
        padding: 12px 0 0;
        color: var(--e-muted);
      }
    `,
  ];

  /** shows only sections whose English title begins so */
  @property() only = '';

  /** half of it: building blocks and conversations, or renewals with the outlet card and the POS */
  @property() page: '' | 'kit' | 'renewals' = '';

  readonly #words = new WordsController(this, conversationWords);
  readonly #inboxWords = new WordsController(this, inboxWords);

  protected override render(): TemplateResult {
    const voice = both(this.language);
    const speaker = { say: this.#words.say, inboxSay: this.#inboxWords.say, format: this.format, both: voice };
    const section = ([english, malay]: readonly [string, string], content: () => TemplateResult): TemplateResult | typeof nothing =>
      english.startsWith(this.only) ? html`<section><h2>${voice(english, malay)}</h2>${content()}</section>` : nothing;
    const isKit = this.page !== 'renewals';
    const isRenewals = this.page !== 'kit';
    const states = [
      ...(isKit ? stateSections : []),
      ...(isRenewals ? [...renewalSections, ...settingsSections, ...registrySections, ...consoleSections, ...posSections, ...cardSections] : []),
    ];
    const dialogs = [
      ...(isKit ? [...conversationSections, ...dialogSections] : []),
      ...(isRenewals ? [...consoleDialogs, ...renewalDialogs, ...settingsDialogs] : []),
    ];
    return html`<div class="columns">
      ${isKit ? sections.map(({ title, render }) => section(title, () => render(this, voice))) : nothing}
      ${[...dialogs, ...states.filter(({ isWide }) => !isWide)].map(({ title, render }) => section(title, () => render(speaker)))}
    </div>
    ${states.filter(({ isWide }) => isWide).map(({ title, render }) => section(title, () => render(speaker)))}`;
  }
}

/** The page around the sheets: light and dark side by side, English and Malay, two densities, two accents. */
class Gallery extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        all: initial;
        display: block;
        color-scheme: light;
        font: 13px/1.45 system-ui, sans-serif;
        --e-surface: #ffffff;
        --e-sunken: #f6f7f9;
        --e-line: #e4e7ec;
        --e-line-strong: #c8cdd6;
        --e-text: #15181e;
        --e-muted: #566070;
        --e-accent: #dc2626;
        --e-radius: 6px;
        --e-control: 32px;
      }
      header {
        position: sticky;
        inset-block-start: 0;
        z-index: 1;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 10px 16px;
        padding: 10px 20px;
        border-block-end: 1px solid var(--e-line);
        background: #ffffff;
        color: var(--e-text);
      }
      h1 {
        flex: 1 0 260px;
        font-size: 15px;
        font-weight: 600;
      }
      .sheets {
        display: grid;
        grid-auto-columns: minmax(0, 1fr);
        grid-auto-flow: column;
      }
    `,
  ];

  @state() private look: Look = 'light';
  @state() private locale = 'en';
  @state() private density: 'comfortable' | 'compact' = 'comfortable';
  @state() private accent: 'red' | 'blue' = 'red';

  override connectedCallback(): void {
    super.connectedCallback();
    const wishes = new URLSearchParams(location.search);
    if (wishes.get('theme') === 'dark') this.look = 'dark';
    if (wishes.get('theme') === 'both') this.look = 'both';
    this.locale = wishes.get('locale') ?? 'en';
    if (wishes.get('density') === 'compact') this.density = 'compact';
    if (wishes.get('palette') === 'blue') this.accent = 'blue';
  }

  protected override render(): TemplateResult {
    const pick = (label: string, value: string, options: [string, string][], choose: (value: string) => void): TemplateResult =>
      html`<engage-segmented
        label=${label}
        value=${value}
        .options=${options.map(([option, words]) => ({ value: option, label: words }))}
        @choose=${(event: CustomEvent<{ value: string }>) => choose(event.detail.value)}
      ></engage-segmented>`;
    const sheet = (theme: 'light' | 'dark'): TemplateResult =>
      html`<engage-gallery-sheet theme=${theme} locale=${this.locale} density=${this.density} palette=${this.accent}></engage-gallery-sheet>`;
    const voice = both(this.locale);
    return html`<header>
        <h1>${voice('Engage: every part in every state', 'Engage: setiap bahagian dalam setiap keadaan')}</h1>
        ${pick(
          voice('Theme', 'Tema'),
          this.look,
          [
            ['light', voice('Light', 'Cerah')],
            ['dark', voice('Dark', 'Gelap')],
            ['both', voice('Both', 'Kedua-dua')],
          ],
          (value) => {
            this.look = value === 'dark' ? 'dark' : value === 'both' ? 'both' : 'light';
          },
        )}
        ${pick(
          voice('Language', 'Bahasa'),
          this.locale,
          [
            ['en', 'English'],
            ['ms', 'Melayu'],
            ['en-XA', 'Pseudo'],
          ],
          (value) => {
            this.locale = value;
          },
        )}
        ${pick(
          voice('Density', 'Kepadatan'),
          this.density,
          [
            ['comfortable', voice('Comfortable', 'Selesa')],
            ['compact', voice('Compact', 'Padat')],
          ],
          (value) => {
            this.density = value === 'compact' ? 'compact' : 'comfortable';
          },
        )}
        ${pick(
          voice('Accent', 'Aksen'),
          this.accent,
          [
            ['red', voice('Red', 'Merah')],
            ['blue', voice('Blue', 'Biru')],
          ],
          (value) => {
            this.accent = value === 'blue' ? 'blue' : 'red';
          },
        )}
      </header>
      <main class="sheets">${this.look === 'dark' ? nothing : sheet('light')}${this.look === 'light' ? nothing : sheet('dark')}</main>`;
  }
}

defineElement('engage-gallery-sheet', GallerySheet);
defineElement('engage-gallery', Gallery);

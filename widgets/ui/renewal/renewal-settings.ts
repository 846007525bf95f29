import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { MeView } from '../../../types/access.ts';
import type { CadenceStep } from '../../../types/renewal-settings.ts';
import type { TemplateFact, TemplateFamily, TemplateVariant } from '../../../types/templates.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { EngageError } from '../../core/engage-error.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../banner.ts';
import '../button.ts';
import '../checkbox.ts';
import '../error-state.ts';
import '../input.ts';
import '../select.ts';
import '../skeleton.ts';
import type { CadenceRow } from './cadence-editor.ts';
import './cadence-editor.ts';
import './holiday-editor.ts';
import type { KeptSettings, PageSettings as Settings, RenewalSettingsCalls } from './renewal-act.ts';
import { renewalSettingsStyles } from './renewal-settings-styles.ts';
import { renewalWords } from './renewal-words.ts';
import { type SettingsChange, settingsChanges } from './settings-changes.ts';
import { SETTINGS_FIELDS, type SettingField, type SettingPath, setSetting, settingText, settingAt } from './settings-fields.ts';
import { settingsRebase } from './settings-rebase.ts';
import './settings-save.ts';
import { settingsWords } from './settings-words.ts';
import './simulation-view.ts';

/**
 * Everything that is set about reminders, with a simulation beside it: what is typed can be tried before it is saved. Supervisors may
 * change and simulate, administrators save; the others look.
 * @tag engage-renewal-settings
 */
export class RenewalSettings extends EngageElement {
  static override styles: CSSResultGroup = [EngageElement.styles, renewalSettingsStyles];

  @property({ attribute: false }) calls: RenewalSettingsCalls | null = null;
  @property({ attribute: false }) me: MeView | null = null;
  /** where changes wait while another view is looked at */
  @property({ attribute: false }) kept: KeptSettings | null = null;
  @property({ attribute: false }) format: Format | null = null;

  @state() private saved: Settings | null = null;
  @state() private draft: Settings | null = null;
  /** what is typed and cannot be taken as it is */
  @state() private typed: Partial<Record<SettingPath, { text: string; wrong: string }>> = {};
  /** rows of the cadence as typed; null: as the draft has them */
  @state() private cadence: readonly CadenceRow[] | null = null;
  @state() private cadenceIsSound = true;
  @state() private families: readonly TemplateFamily[] = [];
  @state() private loading: EngageError | null = null;
  @state() private refusal: EngageError | null = null;
  /** what somebody else saved while this was typed */
  @state() private theirs: readonly SettingsChange[] = [];
  @state() private isAsking = false;
  @state() private isSaving = false;
  /** what was done with the changes last, until there are others */
  @state() private done: 'saved' | 'discarded' | null = null;
  @state() private simulated = '';
  #asked = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('calls') && this.calls && !this.draft) this.#load();
    const { kept, saved, draft, typed, cadence } = this;
    if (!kept || !saved) return;
    kept.draft = draft === saved ? null : draft;
    if (kept.draft) kept.base = saved;
    else delete kept.base;
    kept.typed = typed;
    kept.cadence = this.cadenceIsSound ? null : cadence;
    kept.isWrong = this.#sound === null;
  }

  readonly #load = (): void => {
    const { calls } = this;
    if (!calls) return;
    this.loading = null;
    const asked = ++this.#asked;
    calls.load().then(
      (settings) => {
        if (asked !== this.#asked) return;
        const { draft = null, base = null, typed = {}, cadence = null } = this.kept ?? {};
        this.#take(settings);
        if (draft && base) this.#meet(base, draft, settings);
        else if (draft) this.draft = draft;
        this.typed = typed;
        this.cadence = cadence;
        this.cadenceIsSound = cadence === null;
      },
      (thrown: unknown) => {
        if (asked === this.#asked && !EngageError.isAbort(thrown)) this.loading = EngageError.from(thrown);
      },
    );
    // without it the names stand as they are set
    calls.templates?.().then(
      (families) => {
        this.families = families;
      },
      () => undefined,
    );
  };

  /** As the server has them: what was typed is forgotten. */
  #take(settings: Settings): void {
    this.saved = this.draft = settings;
    this.typed = {};
    this.theirs = [];
    this.cadence = null;
    this.cadenceIsSound = true;
  }

  /** What somebody else saved since `base` was read, and what was typed on top of it. */
  #meet(base: Settings, draft: Settings, stored: Settings): void {
    this.saved = stored;
    this.draft = base.revision === stored.revision ? draft : settingsRebase(base, draft, stored);
    this.theirs = this.#between(base, stored);
  }

  get #mayChange(): boolean {
    return this.me?.can.administer === true || this.me?.role === 'supervisor' || this.me?.role === 'admin';
  }

  /** what was typed, when all of it can be taken */
  get #sound(): Settings | null {
    const { draft } = this;
    if (!draft || !this.cadenceIsSound || Object.keys(this.typed).length || draft.sendFrom >= draft.sendUntil) return null;
    return draft;
  }

  get #changes(): readonly SettingsChange[] {
    const { saved, draft } = this;
    return saved && draft ? this.#between(saved, draft) : [];
  }

  #between(before: Settings, after: Settings): readonly SettingsChange[] {
    return this.format ? settingsChanges(before, after, { say: settingsWords(this), renewal: renewalWords(this), format: this.format }) : [];
  }

  #set(field: SettingField, text: string): void {
    if (!this.draft) return;
    this.done = null;
    const result = setSetting(this.draft, field, text, settingsWords(this));
    const { [field.path]: _before, ...others } = this.typed;
    if (result.settings) this.draft = result.settings;
    this.typed = result.settings ? others : { ...others, [field.path]: { text, wrong: result.wrong } };
  }

  #setCadence(event: CustomEvent<{ steps: CadenceStep[] | null; rows: readonly CadenceRow[] }>): void {
    event.stopPropagation();
    const { steps, rows } = event.detail;
    this.cadence = rows;
    this.cadenceIsSound = steps !== null;
    this.done = null;
    if (steps && this.draft) this.draft = { ...this.draft, cadence: steps };
  }

  #setHolidays(event: CustomEvent<{ holidays: Settings['holidays'] }>): void {
    event.stopPropagation();
    this.done = null;
    if (this.draft) this.draft = { ...this.draft, holidays: event.detail.holidays };
  }

  async #save(): Promise<void> {
    const [settings, calls] = [this.#sound, this.calls];
    if (!settings || !calls || this.isSaving) return;
    this.isSaving = true;
    this.refusal = null;
    try {
      this.#take(await calls.save(settings));
      this.isAsking = false;
      this.done = 'saved';
    } catch (thrown) {
      if (!EngageError.isAbort(thrown)) this.refusal = EngageError.from(thrown);
      if (this.refusal?.code === 'conflict') await this.#catchUp(settings, calls);
    }
    this.isSaving = false;
  }

  /** Somebody else saved: what they changed is told, and what was typed stands on top of it, to be looked at and saved again. */
  async #catchUp(draft: Settings, calls: RenewalSettingsCalls): Promise<void> {
    const base = this.saved;
    try {
      const stored = await calls.load();
      if (base) this.#meet(base, draft, stored);
    } catch (thrown) {
      this.refusal = EngageError.from(thrown);
    }
  }

  readonly #discard = (): void => {
    if (!this.saved) return;
    this.#take(this.saved);
    this.done = 'discarded';
  };

  protected override render(): TemplateResult | typeof nothing {
    const { draft, format } = this;
    if (!format) return nothing;
    const say = settingsWords(this);
    if (this.loading && !draft)
      return html`<engage-error-state heading=${say('failed')} reference=${this.loading.requestId ?? ''} ?final=${this.loading.code === 'forbidden'} @retry=${this.#load}>${say(this.loading.code === 'forbidden' ? 'closed' : 'refused.unavailable')}</engage-error-state>`;
    if (!draft)
      return html`<div class="waiting" role="status" aria-busy="true" aria-label=${say('loading')}>${[1, 2, 3, 4].map(() => html`<engage-skeleton shape="block" height="72px"></engage-skeleton>`)}</div>`;
    return html`<div class="columns">
        <form novalidate aria-label=${say('title')} @submit=${(event: Event) => event.preventDefault()}>
          ${this.me?.can.administer ? nothing : html`<engage-banner framed tone="quiet" icon="lock" announce="off">${say(this.#mayChange ? 'readOnly' : 'closed')}</engage-banner>`}
          ${this.done === 'saved' ? html`<engage-banner framed tone="success">${say('saved')}</engage-banner>` : nothing}
          ${(Object.keys(SETTINGS_FIELDS) as (keyof typeof SETTINGS_FIELDS)[]).map((name) => this.#section(name, draft, format))}
        </form>
        <aside aria-label=${say('title')}>
          <engage-simulation-view
            .settings=${this.#sound}
            .saved=${this.saved}
            .simulate=${this.calls?.simulate ?? null}
            ?allowed=${this.#mayChange}
            .format=${format}
            @simulated=${(event: CustomEvent<{ of: string }>) => {
              this.simulated = event.detail.of;
            }}
          ></engage-simulation-view>
        </aside>
      </div>
      ${this.#mayChange ? this.#foot() : nothing}`;
  }

  #section(name: keyof typeof SETTINGS_FIELDS, draft: Settings, format: Format): TemplateResult {
    const say = settingsWords(this);
    const isLocked = !this.#mayChange;
    return html`<fieldset>
      <legend>${say(`section.${name}`)}</legend>
      <p class="hint">${say(`hint.${name}`)}</p>
      ${
        name === 'cadence'
          ? html`<engage-cadence-editor .steps=${draft.cadence} .typed=${this.cadence} .templates=${this.#templates(
              '',
              [...draft.cadence, ...(this.cadence ?? [])].map(({ template }) => template),
            )} ?disabled=${isLocked} @cadence-change=${this.#setCadence}></engage-cadence-editor>`
          : nothing
      }
      <div class="fields">${SETTINGS_FIELDS[name].map((field) => this.#field(field, draft, isLocked))}</div>
      ${name === 'hours' ? html`<engage-holiday-editor .holidays=${draft.holidays} .format=${format} ?disabled=${isLocked} @holidays-change=${this.#setHolidays}></engage-holiday-editor>` : nothing}
    </fieldset>`;
  }

  #field(field: SettingField, draft: Settings, isLocked: boolean): TemplateResult {
    const say = settingsWords(this);
    const { path, kind } = field;
    const label = say(`field.${path}`);
    const place = field.isWide ? 'wide' : '';
    const listen = (event: Event): void => {
      event.stopPropagation();
      const value: unknown = event.target && Reflect.get(event.target, kind === 'switch' ? 'checked' : 'value');
      this.#set(field, String(value));
    };
    // what belongs to something that is switched off cannot be changed
    const group = path.startsWith('digest.') ? draft.digest : path.startsWith('winback.') ? draft.winback : null;
    const isOff = isLocked || (group !== null && !group.isOn && kind !== 'switch');
    if (kind === 'switch')
      return html`<engage-checkbox class=${place} kind="switch" data-path=${path} label=${label} .checked=${settingAt(draft, path) === true} ?disabled=${isLocked} @change=${listen}></engage-checkbox>`;
    const typed = this.typed[path];
    const value = typed?.text ?? settingText(draft, field);
    if (kind === 'template')
      return html`<engage-select aligned class=${place} data-path=${path} label=${label} .value=${value} .options=${this.#templates(value)} ?disabled=${isOff} @change=${listen}></engage-select>`;
    const help = path === 'paymentUrl' || path === 'winback.offsetDays' ? say(`help.${path}`) : '';
    const wrong = typed?.wrong ?? (path === 'sendUntil' && draft.sendFrom >= draft.sendUntil ? say('wrong.until') : '');
    return html`<engage-input
      aligned
      class=${place}
      data-path=${path}
      type=${kind === 'time' ? 'time' : 'text'}
      label=${label}
      help=${help}
      error=${wrong}
      .value=${value}
      ?disabled=${isOff}
      @input=${listen}
      @change=${(event: Event) => event.stopPropagation()}
    ></engage-input>`;
  }

  /**
   * Templates to choose from: those that speak of a renewal, and what is set already. One that is set but not there, or not approved, says
   * so; `set` is the one a select shows.
   */
  #templates(set = '', stored: readonly string[] = [set]): { value: string; label: string }[] {
    const say = settingsWords(this);
    const fitting = this.families.filter(({ name, variants }) => stored.includes(name) || variants.some(speaksOfRenewal));
    const known = fitting.map(({ name, variants }) => ({
      value: name,
      label: variants.some(({ status }) => status === 'APPROVED') ? name : say('template.notApproved', { name }),
    }));
    if (!set || known.some(({ value }) => value === set)) return known;
    return [{ value: set, label: this.families.length ? say('template.unknown', { name: set }) : set }, ...known];
  }

  #foot(): TemplateResult {
    const say = settingsWords(this);
    const changes = this.#changes;
    const isWrong = this.#sound === null;
    const isChanged = changes.length > 0 || isWrong;
    return html`<div class="foot">
        <span role="status">${isWrong ? say('notSound') : changes.length ? say('changes', { count: changes.length }) : say(this.done === 'discarded' ? 'discarded' : 'unchanged')}</span>
        <engage-button ?disabled=${!isChanged} @click=${this.#discard}>${say('discard')}</engage-button>
        ${
          this.me?.can.administer
            ? html`<engage-button
              variant="primary"
              ?disabled=${!changes.length || !this.#sound}
              @click=${() => {
                this.refusal = null;
                this.isAsking = true;
              }}
              >${say('save')}</engage-button
            >`
            : nothing
        }
      </div>
      <engage-settings-save
        ?open=${this.isAsking}
        .changes=${changes}
        .theirs=${this.theirs}
        ?simulated=${this.simulated === JSON.stringify(this.draft)}
        ?busy=${this.isSaving}
        .error=${this.refusal}
        @settings-confirm=${() => this.#save()}
        @close=${() => {
          this.isAsking = false;
        }}
      ></engage-settings-save>`;
  }
}

/** Only a renewal knows these: surveys and notices have none of them. */
const RENEWAL_FACTS: readonly (TemplateFact | null)[] = ['dueDate', 'amount', 'paymentUrl', 'outletList', 'outletCount'];

function speaksOfRenewal({ bindings, variables }: TemplateVariant): boolean {
  return [...bindings, ...variables].some(({ fact }) => RENEWAL_FACTS.includes(fact));
}

defineElement(tag('renewal-settings'), RenewalSettings);

import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { RenewalSettings, Simulation } from '../../../types/renewal-settings.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import { EngageError } from '../../core/engage-error.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../banner.ts';
import '../button.ts';
import '../error-state.ts';
import '../skeleton.ts';
import '../tabs.ts';
import type { RenewalSettingsCalls } from './renewal-act.ts';
import './simulation-result.ts';
import { simulationWords } from './simulation-words.ts';

type Mode = 'ahead' | 'back';
const DAYS: Record<Mode, number> = { ahead: 30, back: 90 };

/** What one run was about and came to. */
interface Run {
  /** the settings it was run with: others make it stale */
  of: string;
  simulation: Simulation;
  saved: Simulation | null;
}

/**
 * Simulates the settings on the page before they are saved: the next thirty days, or the last quarter as it would have been. Runs the
 * saved settings too when they differ, so that both stand side by side.
 * @tag engage-simulation-view
 * @fires simulated - a run came back; detail `{ of }`: the settings it was run with, as JSON
 */
export class SimulationView extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
      }
      h3 {
        font-size: 15px;
        font-weight: 600;
      }
      .muted {
        margin-block-end: 10px;
        color: var(--e-muted);
      }
      .panel {
        display: grid;
        gap: 12px;
        padding-block-start: 12px;
        border-block-start: 1px solid var(--e-line);
      }
      .panel .muted {
        margin: 0;
      }
      .waiting {
        display: grid;
        gap: 12px;
      }
      engage-button {
        justify-self: start;
      }
    `,
  ];

  /** as they are on the page; null while something in them is wrong */
  @property({ attribute: false }) settings: RenewalSettings | null = null;
  @property({ attribute: false }) saved: RenewalSettings | null = null;
  @property({ attribute: false }) simulate: RenewalSettingsCalls['simulate'] | null = null;
  @property({ type: Boolean }) allowed = false;
  @property({ attribute: false }) format: Format | null = null;

  @state() private mode: Mode = 'ahead';
  @state() private runs: Partial<Record<Mode, Run>> = {};
  @state() private isRunning = false;
  @state() private error: EngageError | null = null;
  #abort: AbortController | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort?.abort();
    this.isRunning = false;
  }

  #choose(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.mode = event.detail.value === 'back' ? 'back' : 'ahead';
    this.error = null;
    // who has asked once wants the other side as well
    const run = this.runs[this.mode];
    if (Object.keys(this.runs).length && run?.of !== JSON.stringify(this.settings)) this.#start();
    else this.#stop();
  }

  #stop(): void {
    this.#abort?.abort();
    this.isRunning = false;
  }

  readonly #start = (): void => {
    this.#run().catch(() => undefined);
  };

  async #run(): Promise<void> {
    const { settings, saved, simulate, mode } = this;
    if (!settings || !simulate || !this.allowed) return;
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.isRunning = true;
    this.error = null;
    const of = JSON.stringify(settings);
    const days = DAYS[mode];
    try {
      // one after the other: the server works on one of a person at a time
      const simulation = await simulate({ settings, mode, days }, abort.signal);
      const before = saved && JSON.stringify(saved) !== of ? await simulate({ settings: saved, mode, days }, abort.signal) : null;
      if (abort.signal.aborted) return;
      this.runs = { ...this.runs, [mode]: { of, simulation, saved: before } };
      this.emit('simulated', { of });
    } catch (thrown) {
      if (EngageError.isAbort(thrown) || abort.signal.aborted) return;
      this.error = EngageError.from(thrown);
    }
    this.isRunning = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { format } = this;
    if (!format) return nothing;
    const say = simulationWords(this);
    return html`<h3>${say('title')}</h3>
      <p class="muted">${say(this.allowed ? 'hint' : 'notAllowed')}</p>
      ${
        this.allowed
          ? html`<engage-tabs label=${say('title')} value=${this.mode} .tabs=${[
              { value: 'ahead', label: say('mode.ahead') },
              { value: 'back', label: say('mode.back') },
            ]} @choose=${this.#choose}
            ><div slot=${this.mode} class="panel">${this.#panel(format)}</div></engage-tabs
          >`
          : nothing
      }`;
  }

  #panel(format: Format): TemplateResult {
    const say = simulationWords(this);
    const run = this.runs[this.mode];
    const isStale = run !== undefined && run.of !== JSON.stringify(this.settings);
    const button = html`<engage-button ?disabled=${!this.settings} ?loading=${this.isRunning} icon="play" @click=${this.#start}>${say(run ? 'again' : 'run')}</engage-button>`;
    return html`<p class="muted">${say(`about.${this.mode}`)}</p>
      ${!this.settings ? html`<engage-banner framed tone="warning">${say('fix')}</engage-banner>` : isStale && !this.isRunning ? html`<engage-banner framed tone="quiet">${say('stale')}</engage-banner>` : nothing}
      ${!run || isStale || this.isRunning || this.error ? button : nothing}
      ${
        this.isRunning
          ? html`<div class="waiting" role="status" aria-busy="true" aria-label=${say('running')}>${['100%', '100%', '60%'].map((width) => html`<engage-skeleton shape="block" width=${width}></engage-skeleton>`)}</div>`
          : this.error
            ? html`<engage-error-state heading=${say('failed')} reference=${this.error.requestId ?? ''} final>${say(this.error.code === 'forbidden' ? 'notAllowed' : this.error.code === 'rate_limited' ? 'busyHint' : 'failedHint')}</engage-error-state>`
            : run
              ? html`<engage-simulation-result mode=${this.mode} .simulation=${run.simulation} .saved=${run.saved} .format=${format}></engage-simulation-result>`
              : nothing
      }`;
  }
}

defineElement(tag('simulation-view'), SimulationView);

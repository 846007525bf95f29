import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ReminderReason } from '../../../types/renewals.ts';
import type { Simulation } from '../../../types/renewal-settings.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../button.ts';
import '../empty-state.ts';
import { renewalWords } from './renewal-words.ts';
import './simulation-calendar.ts';
import { simulationWords } from './simulation-words.ts';
import { stepName } from './step-name.ts';

const FIRST = 20;

/**
 * What a simulation came to: compared with the saved settings (and with what was really sent), as a calendar, as a list, and what is left
 * out and why.
 * @tag engage-simulation-result
 */
export class SimulationResult extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: grid;
        gap: 18px;
      }
      h3 {
        margin-block-end: 6px;
        font-size: 13px;
        font-weight: 600;
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
        padding: 6px 8px 6px 0;
        border-block-end: 1px solid var(--e-line);
        font-weight: 400;
        text-align: start;
        vertical-align: top;
      }
      thead th {
        color: var(--e-muted);
        font-size: 12px;
        font-weight: 500;
      }
      .number {
        padding-inline: 8px 0;
        font-variant-numeric: tabular-nums;
        text-align: end;
      }
      td.number {
        white-space: nowrap;
      }
      h3 + .muted {
        margin-block-end: 8px;
      }
      td.main {
        font-weight: 600;
      }
      .list td {
        overflow-wrap: anywhere;
      }
      .list time {
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      small {
        display: block;
        color: var(--e-muted);
        font-size: 12.5px;
      }
      .muted {
        color: var(--e-muted);
      }
      .heading {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 4px 12px;
      }
    `,
  ];

  /** with the settings on the page */
  @property({ attribute: false }) simulation: Simulation | null = null;
  /** with the saved ones; null when they are the same */
  @property({ attribute: false }) saved: Simulation | null = null;
  @property() mode: 'ahead' | 'back' = 'ahead';
  @property({ attribute: false }) format: Format | null = null;

  @state() private chosen: string | null = null;
  @state() private most = FIRST;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('simulation')) return;
    this.chosen = null;
    this.most = FIRST;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { simulation, format } = this;
    if (!simulation || !format) return nothing;
    const say = simulationWords(this);
    return html`<p class="muted">${say('period', { from: format.date(simulation.from), to: format.date(simulation.to) })}</p>
      ${simulation.messages === 0 ? html`<engage-empty-state icon="message-circle" heading=${say(`none.${this.mode}`)}>${say('noneHint')}</engage-empty-state>` : nothing}
      ${this.#totals(simulation, format)}
      ${
        simulation.messages
          ? html`<section>
              <h3>${say('calendar')}</h3>
              <p class="muted">${say('calendarHint')}${simulation.actualMessages === null ? nothing : ` ${say('calendarBack')}`}</p>
              <engage-simulation-calendar
                .simulation=${simulation}
                .format=${format}
                .chosen=${this.chosen}
                @day-choose=${(event: CustomEvent<{ on: string | null }>) => {
                  this.chosen = event.detail.on;
                  this.most = FIRST;
                }}
              ></engage-simulation-calendar>
            </section>
            ${this.#list(simulation, format)}`
          : nothing
      }
      ${this.#skipped(simulation, format)}`;
  }

  #totals(simulation: Simulation, format: Format): TemplateResult {
    const say = simulationWords(this);
    const { saved } = this;
    const isBack = simulation.actualMessages !== null;
    const busiest = (of: Simulation): number => Math.max(0, ...of.days.map(({ messages }) => messages));
    const rows: { name: string; value: (of: Simulation) => number; real?: number | null }[] = [
      { name: say('messages'), value: (of) => of.messages, real: simulation.actualMessages },
      { name: say('people'), value: (of) => of.people },
      { name: say('renewals'), value: (of) => of.renewals },
      { name: say('busiest'), value: busiest, real: isBack ? Math.max(0, ...simulation.days.map(({ actual }) => actual ?? 0)) : null },
    ];
    const difference = (value: number): string => (value > 0 ? `+${format.number(value)}` : value < 0 ? `−${format.number(-value)}` : '0');
    return html`<section class="scroll">
      <h3>${say(saved || isBack ? 'compare' : 'figures')}</h3>
      <table>
        <thead>
          <tr>
            <td></td>
            ${isBack ? html`<th scope="col" class="number">${say('column.real')}</th>` : nothing}${saved ? html`<th scope="col" class="number">${say('column.now')}</th>` : nothing}
            <th scope="col" class="number">${say(saved ? 'column.new' : 'column.only')}</th>
            ${saved ? html`<th scope="col" class="number">${say('column.difference')}</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ name, value, real }) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${isBack ? html`<td class="number">${real === null || real === undefined ? '' : format.number(real)}</td>` : nothing}${saved ? html`<td class="number">${format.number(value(saved))}</td>` : nothing}
                <td class="number main">${format.number(value(simulation))}</td>
                ${saved ? html`<td class="number">${difference(value(simulation) - value(saved))}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  #list(simulation: Simulation, format: Format): TemplateResult {
    const [say, words] = [simulationWords(this), renewalWords(this)];
    const { chosen } = this;
    const all = chosen ? simulation.list.filter(({ at }) => dayOf(at) === chosen) : simulation.list;
    const shown = all.slice(0, this.most);
    return html`<section>
      <div class="heading">
        <h3 aria-live="polite">${chosen ? say('list.day', { day: format.date(chosen) }) : say('list')}</h3>
        ${
          chosen
            ? html`<engage-button
              variant="link"
              size="small"
              @click=${() => {
                this.chosen = null;
              }}
              >${say('list.all')}</engage-button
            >`
            : nothing
        }
      </div>
      ${
        shown.length
          ? html`<div class="scroll"><table class="list">
            <thead><tr><th scope="col">${say('list.when')}</th><th scope="col">${say('list.outlet')}</th><th scope="col">${say('list.step')}</th></tr></thead>
            <tbody>
              ${shown.map(
                ({ at, outletName, contactName, step, outlets }) =>
                  html`<tr>
                    <td><time datetime=${at}>${format.exact(at)}</time></td>
                    <td><bdi>${outletName}</bdi>${outlets > 1 ? html` <span class="muted">${say('list.others', { count: outlets - 1 })}</span>` : nothing}<small><bdi>${contactName ?? say('nobody')}</bdi></small></td>
                    <td>${stepName(words, step)}</td>
                  </tr>`,
              )}
            </tbody>
          </table></div>`
          : html`<p class="muted">${say('list.none')}</p>`
      }
      ${
        all.length > shown.length
          ? html`<engage-button
            variant="link"
            size="small"
            @click=${() => {
              this.most += 200;
            }}
            >${say('list.more', { count: all.length - shown.length })}</engage-button
          >`
          : nothing
      }
      ${simulation.isCut ? html`<p class="muted">${say('list.cut')}</p>` : nothing}
    </section>`;
  }

  #skipped({ skipped }: Simulation, format: Format): TemplateResult {
    const [say, words] = [simulationWords(this), renewalWords(this)];
    const before = new Map<ReminderReason, number>(this.saved?.skipped.map(({ reason, count }) => [reason, count]));
    const now = new Map<ReminderReason, number>(skipped.map(({ reason, count }) => [reason, count]));
    const reasons = [...new Set([...now.keys(), ...before.keys()])].toSorted((one, other) => (now.get(other) ?? 0) - (now.get(one) ?? 0));
    return html`<section class="scroll">
      <h3>${say('skipped')}</h3>
      ${
        reasons.length
          ? html`<table>
            <thead>
              <tr>
                <th scope="col">${say('skipped.reason')}</th>${this.saved ? html`<th scope="col" class="number">${say('column.now')}</th>` : nothing}
                <th scope="col" class="number">${say(this.saved ? 'column.new' : 'skipped.count')}</th>
              </tr>
            </thead>
            <tbody>
              ${reasons.map((reason) => html`<tr><th scope="row">${words(`reason.${reason}`)}</th>${this.saved ? html`<td class="number">${format.number(before.get(reason) ?? 0)}</td>` : nothing}<td class="number main">${format.number(now.get(reason) ?? 0)}</td></tr>`)}
            </tbody>
          </table>`
          : html`<p class="muted">${say('nothingSkipped')}</p>`
      }
    </section>`;
  }
}

/** The company's day of a moment. */
function dayOf(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
}

defineElement(tag('simulation-result'), SimulationResult);

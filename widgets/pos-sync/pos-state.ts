import { type CSSResultGroup, css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { POS_CHANGE_KINDS, type PosRunView, type PosStatus } from '../../types/pos.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/badge.ts';
import '../ui/banner.ts';
import '../ui/button.ts';
import '../ui/icon.ts';
import type { IconName } from '../ui/icons.ts';
import '../ui/spinner.ts';
import { isPartLoad } from './is-part-load.ts';
import type { PosSyncStore } from './pos-sync-store.ts';
import type { PosSay } from './pos-words.ts';

/** A night missed, and some hours of grace. */
const OLD_MS = 26 * 3_600_000;
const PHASES = ['reading', 'comparing', 'applying'] as const;

/**
 * How the POS sync stands, in plain words: up to date, running with its phases, waiting for approval, or out of date.
 * @tag engage-pos-state
 * @fires pos-look - the person wants to see the changes of a load, or the rows nobody could use; detail `{ runId, part? }`
 * @fires pos-ask - approve or discard the load that waits, or run the one that failed again; detail `{ runId, answer }`
 */
export class PosState extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
      }
      .card {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 12px;
        padding: 14px 16px;
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius-card);
        background: var(--e-surface);
      }
      .card + .card,
      engage-banner {
        margin-block-start: 10px;
      }
      .mark {
        display: grid;
        grid-row: 1 / 6;
        place-items: center;
        inline-size: 36px;
        block-size: 36px;
        border-radius: 50%;
        background: var(--e-green-soft);
        color: var(--e-green);
      }
      .held {
        border-color: color-mix(in srgb, var(--e-amber) 40%, var(--e-line));
        background: var(--e-amber-soft);
      }
      .held .mark,
      .old .mark,
      .broken .mark {
        background: var(--e-amber-soft);
        color: var(--e-amber);
      }
      .held .mark {
        background: var(--e-surface);
      }
      .running .mark {
        background: var(--e-blue-soft);
        color: var(--e-blue);
      }
      .none .mark {
        background: var(--e-sunken);
        color: var(--e-muted);
      }
      h3 {
        font-size: 15px;
        font-weight: 600;
        line-height: 20px;
        overflow-wrap: anywhere;
      }
      p {
        margin-block-start: 2px;
        color: var(--e-muted);
        overflow-wrap: anywhere;
      }
      .held p {
        color: var(--e-text);
      }
      .kinds,
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-block-start: 8px;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 6px;
        margin-block-start: 10px;
      }
      li {
        color: var(--e-muted);
        font-size: 12px;
        overflow-wrap: anywhere;
      }
      li::before {
        display: block;
        block-size: 4px;
        margin-block-end: 5px;
        border-radius: 2px;
        background: var(--e-line-strong);
        content: '';
      }
      li.past::before,
      li.now::before {
        background: var(--e-blue);
      }
      li.now {
        color: var(--e-text);
        font-weight: 500;
      }
      @media (prefers-reduced-motion: no-preference) {
        li.now::before {
          animation: pulse 1.4s ease-in-out infinite alternate;
        }
      }
      @keyframes pulse {
        to {
          opacity: 0.35;
        }
      }
      @media (forced-colors: active) {
        li.past::before,
        li.now::before {
          background: Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) status: PosStatus | null = null;
  /** the newest load, when it failed */
  @property({ attribute: false }) failed: PosRunView | null = null;
  /** the newest full load that is done */
  @property({ attribute: false }) full: PosRunView | null = null;
  @property({ attribute: false }) say: PosSay = (key) => key;
  @property({ attribute: false }) format: Format | null = null;
  @property({ attribute: false }) acting: PosSyncStore['acting'] = null;

  protected override render(): TemplateResult | typeof nothing {
    const { status, say } = this;
    if (!status || !this.format) return nothing;
    if (!status.isConfigured) return this.#card('none', 'store', say('state.none'), html`<p>${say('state.noneHint')}</p>`);
    return html`${status.held ? this.#held(status.held, status) : nothing}
    ${status.running ? this.#running(status.running) : status.held ? nothing : this.#standing(status)}
    ${status.isAvailable ? nothing : html`<engage-banner tone="warning" framed icon="wifi-off">${say('state.away')}</engage-banner>`}
    ${status.deadLetters > 0 && (this.failed || !status.lastGood) ? html`<engage-banner tone="warning" framed>${say('state.letters', { count: status.deadLetters })}</engage-banner>` : nothing}`;
  }

  #card(kind: string, icon: IconName | null, heading: string, content: TemplateResult): TemplateResult {
    return html`<section class="card ${kind}" aria-label=${heading}>
      <span class="mark" aria-hidden="true">${icon ? html`<engage-icon name=${icon}></engage-icon>` : html`<engage-spinner></engage-spinner>`}</span>
      <h3>${heading}</h3>
      ${content}
    </section>`;
  }

  #standing({ lastGood, nextAt }: PosStatus): TemplateResult {
    const { say, format } = this;
    const next = nextAt ? html`<p>${say('state.next', { when: format?.near(nextAt) ?? '' })}</p>` : nothing;
    if (this.failed) return this.#broken(this.failed, lastGood, next);
    if (!lastGood) return this.#card('none', 'clock', say('state.never'), html`<p>${say('state.neverHint')}</p>${next}`);
    const when = format?.near(lastGood.startedAt) ?? '';
    if (Date.now() - Date.parse(lastGood.startedAt) > OLD_MS)
      return this.#card('old', 'triangle-alert', say('state.old'), html`<p>${say('state.oldHint', { when })}</p>${next}`);
    const full = lastGood.kind === 'full' ? lastGood : this.full;
    const unusable = full ? this.#unusable(full) : nothing;
    if (full && isPartLoad(full)) {
      const values = { when: format?.near(full.startedAt) ?? '', outlets: this.#number(full.listedOutlets), unusable: this.#number(rowsLost(full)) };
      return this.#card('old', 'triangle-alert', say('state.part'), html`<p>${say('state.partHint', values)}</p>${next}${unusable}`);
    }
    const changes = POS_CHANGE_KINDS.reduce((sum, kind) => sum + lastGood.counts[kind], 0);
    const said =
      lastGood.kind === 'full'
        ? say('state.okHint', { when, outlets: this.#number(lastGood.listedOutlets), franchises: this.#number(lastGood.listedFranchises) })
        : say('state.okChanges', { when, count: changes });
    return this.#card('ok', 'check', say('state.ok'), html`<p>${said}</p>${next}${unusable}`);
  }

  /** The rows nobody could use, one press away. */
  #unusable(run: PosRunView): TemplateResult | typeof nothing {
    const count = rowsLost(run);
    if (count === 0) return nothing;
    return html`<div class="acts">
      <engage-button size="small" variant="quiet" data-act="unusable" @click=${() => this.emit('pos-look', { runId: run.id, part: 'rejected' })}>${this.say('state.unusable', { count })}</engage-button>
    </div>`;
  }

  #broken({ id, startedAt }: PosRunView, lastGood: PosRunView | null, next: TemplateResult | typeof nothing): TemplateResult {
    const { say, format } = this;
    return this.#card(
      'broken',
      'triangle-alert',
      say('state.broken'),
      html`<p>${say('state.brokenHint', { when: format?.near(startedAt) ?? '' })} ${lastGood ? say('state.lastGood', { when: format?.near(lastGood.startedAt) ?? '' }) : say('state.never')}</p>${next}
        <div class="acts">
          <engage-button size="small" icon="rotate-cw" ?loading=${this.acting === 'retry'} data-act="rerun" @click=${() => this.emit('pos-ask', { runId: id, answer: 'retry' })}>${say('act.retry')}</engage-button>
          <engage-button size="small" variant="quiet" data-act="look" @click=${() => this.emit('pos-look', { runId: id })}>${say('act.why')}</engage-button>
        </div>`,
    );
  }

  #running(run: PosRunView): TemplateResult {
    const { say } = this;
    const at = PHASES.findIndex((phase) => phase === run.state);
    return this.#card(
      'running',
      null,
      say(`state.${PHASES[at] ?? 'reading'}`),
      html`<p role="status">${say('state.progress', { outlets: this.#number(run.listedOutlets), franchises: this.#number(run.listedFranchises) })}</p>
        <ol>
          ${PHASES.map((phase, index) => html`<li class=${index < at ? 'past' : index === at ? 'now' : ''} aria-current=${index === at ? 'step' : nothing}>${say(`runState.${phase}`)}</li>`)}
        </ol>`,
    );
  }

  #held(run: PosRunView, { holdShare }: PosStatus): TemplateResult {
    const { say, acting } = this;
    const ask = (answer: 'approve' | 'discard') => () => this.emit('pos-ask', { runId: run.id, answer });
    return this.#card(
      'held',
      'triangle-alert',
      say('state.held'),
      html`<p>${say('state.heldHint', { share: this.#share(run.share ?? 0), limit: this.#share(holdShare) })}</p>
        <p>${say('state.heldWhy')}</p>
        <div class="acts">
          <engage-button variant="primary" ?loading=${acting === 'approve'} ?disabled=${acting === 'discard'} data-act="approve" @click=${ask('approve')}>${say('act.approve')}</engage-button>
          <engage-button ?loading=${acting === 'discard'} ?disabled=${acting === 'approve'} data-act="discard" @click=${ask('discard')}>${say('act.discard')}</engage-button>
          <engage-button variant="quiet" data-act="look" @click=${() => this.emit('pos-look', { runId: run.id })}>${say('act.look')}</engage-button>
        </div>`,
    );
  }

  #number(value: number): string {
    return this.format?.number(value) ?? String(value);
  }

  #share(share: number): string {
    return `${this.#number(Math.round(share * 1_000) / 10)} %`;
  }
}

/** Rows nobody could use; one that is listed twice is no loss. */
function rowsLost(run: PosRunView): number {
  return Math.max(0, run.rejected - run.duplicates);
}

defineElement(tag('pos-state'), PosState);

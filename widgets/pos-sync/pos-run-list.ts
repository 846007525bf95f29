import { type CSSResultGroup, css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { POS_CHANGE_KINDS, type PosRunView } from '../../types/pos.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/badge.ts';
import '../ui/button.ts';
import '../ui/empty-state.ts';
import { isPartLoad } from './is-part-load.ts';
import type { PosSay } from './pos-words.ts';
import { runTone } from './run-tone.ts';

/**
 * Loads of the POS, newest first.
 * @tag engage-pos-run-list
 * @fires pos-look - a load was chosen; detail `{ runId }`
 * @fires pos-more - older ones are wanted
 */
export class PosRunList extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
      }
      li button {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 1px 10px;
        inline-size: 100%;
        padding: 9px 16px;
        border-block-end: 1px solid var(--e-line);
        text-align: start;
      }
      li button:hover {
        background: var(--e-hover);
      }
      li button:focus-visible {
        outline-offset: -3px;
      }
      li button[aria-current] {
        background: var(--e-selected);
      }
      b {
        font-weight: 500;
        font-variant-numeric: tabular-nums;
      }
      small {
        grid-column: 1 / 3;
        color: var(--e-muted);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
      engage-badge {
        justify-self: end;
      }
      .more {
        display: grid;
        justify-items: center;
        padding: 10px;
      }
    `,
  ];

  @property({ attribute: false }) runs: readonly PosRunView[] = [];
  @property({ attribute: 'open-id' }) openId = '';
  @property({ type: Boolean, attribute: 'has-more' }) hasMore = false;
  @property({ attribute: false }) say: PosSay = (key) => key;
  @property({ attribute: false }) format: Format | null = null;

  protected override render(): TemplateResult {
    const { say, runs } = this;
    if (runs.length === 0) return html`<engage-empty-state icon="rotate-cw" heading=${say('run.none')}>${say('run.noneHint')}</engage-empty-state>`;
    return html`<ul aria-label=${say('pos.runs')}>
        ${runs.map((run) => this.#line(run))}
      </ul>
      ${this.hasMore ? html`<div class="more"><engage-button variant="quiet" @click=${() => this.emit('pos-more')}>${say('act.more')}</engage-button></div>` : nothing}`;
  }

  #line(run: PosRunView): TemplateResult {
    const { say, format } = this;
    const changes = POS_CHANGE_KINDS.reduce((sum, kind) => sum + run.counts[kind], 0);
    const found =
      run.state === 'done' || run.state === 'held'
        ? changes > 0
          ? say('run.changes', { count: changes })
          : say('run.unchanged')
        : say('run.outlets', { count: run.listedOutlets });
    const rejected = run.rejected > 0 ? `${say('change.rejected')}: ${format?.number(run.rejected) ?? run.rejected}` : '';
    return html`<li>
      <button type="button" data-run=${run.id} aria-current=${run.id === this.openId ? 'true' : nothing} @click=${() => this.emit('pos-look', { runId: run.id })}>
        <b>${format?.exact(run.startedAt) ?? ''}</b>
        <engage-badge tone=${isPartLoad(run) ? 'amber' : runTone[run.state]}>${say(isPartLoad(run) ? 'runState.part' : `runState.${run.state}`)}</engage-badge>
        <small>${[say(`kind.${run.kind}`), found, rejected].filter(Boolean).join(' · ')}</small>
      </button>
    </li>`;
  }
}

defineElement(tag('pos-run-list'), PosRunList);

import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { POS_CHANGE_KINDS, type PosChangeView, type PosRejectView } from '../../types/pos.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/badge.ts';
import '../ui/banner.ts';
import '../ui/button.ts';
import '../ui/empty-state.ts';
import '../ui/error-state.ts';
import '../ui/skeleton.ts';
import { isPartLoad } from './is-part-load.ts';
import type { OpenPosRun, PosPart, PosSyncStore } from './pos-sync-store.ts';
import { posEnglish } from './pos-english.ts';
import { runDetailStyles } from './run-detail-styles.ts';
import { runTone } from './run-tone.ts';
import type { PosSay } from './pos-words.ts';

const TONES = { added: 'green', changed: 'blue', vanished: 'red', returned: 'green', reparented: 'violet' } as const;

/**
 * One load of the POS: where it stands, what it found different (before and after), and the rows nobody could use, with the reason.
 * @tag engage-pos-run-detail
 * @fires pos-part - another list of it is wanted; detail `{ part }`
 * @fires pos-more - the next page of the list is wanted
 * @fires pos-ask - approve, discard or run again; detail `{ runId, answer }`
 */
export class PosRunDetail extends EngageElement {
  static override styles: CSSResultGroup = [EngageElement.styles, runDetailStyles];

  @property({ attribute: false }) open: OpenPosRun | null = null;
  @property({ attribute: false }) say: PosSay = (key) => key;
  @property({ attribute: false }) format: Format | null = null;
  @property({ attribute: false }) acting: PosSyncStore['acting'] = null;

  protected override render(): TemplateResult {
    const { open, say } = this;
    if (!open) return html`<engage-empty-state icon="list-checks" heading=${say('run.pick')}>${say('run.pickHint')}</engage-empty-state>`;
    return html`${this.#heading(open)}${this.#parts(open)}${this.#list(open)}`;
  }

  #heading({ run }: OpenPosRun): TemplateResult {
    const { say, format, acting } = this;
    const took = run.finishedAt ? format?.clock(Math.max(1, Math.round((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000))) : null;
    const facts = [
      say(`kind.${run.kind}`),
      run.startedBy ? say('run.by', { name: run.startedBy }) : say(`cause.${run.cause}`),
      took ? say('run.took', { time: took }) : '',
      run.decidedBy ? say('run.decided', { name: run.decidedBy }) : '',
    ];
    const listed = [say('run.outlets', { count: run.listedOutlets }), say('run.franchises', { count: run.listedFranchises })];
    const note = run.error === null ? null : this.#why(run.error);
    const ask = (answer: string) => () => this.emit('pos-ask', { runId: run.id, answer });
    return html`<div class="facts">
        <h3>${format?.exact(run.startedAt) ?? ''} <engage-badge tone=${isPartLoad(run) ? 'amber' : runTone[run.state]}>${say(isPartLoad(run) ? 'runState.part' : `runState.${run.state}`)}</engage-badge></h3>
        <p>${facts.filter(Boolean).join(' · ')}</p>
        <p>${say('run.listed')}: ${[...listed, ...(run.contacts ? [say('run.contacts', { count: run.contacts })] : [])].join(', ')}</p>
        ${
          run.state === 'held'
            ? html`<div class="acts">
              <engage-button variant="primary" size="small" ?loading=${acting === 'approve'} @click=${ask('approve')}>${say('act.approve')}</engage-button>
              <engage-button size="small" ?loading=${acting === 'discard'} @click=${ask('discard')}>${say('act.discard')}</engage-button>
            </div>`
            : run.state === 'failed'
              ? html`<div class="acts"><engage-button size="small" icon="rotate-cw" ?loading=${acting === 'retry'} data-act="retry" @click=${ask('retry')}>${say('act.retry')}</engage-button></div>`
              : nothing
        }
      </div>
      ${note ? html`<engage-banner tone=${run.state === 'failed' ? 'danger' : 'quiet'} announce="off">${note}</engage-banner>` : nothing}
      ${
        run.kind === 'full' && (run.unnamed > 0 || !run.hasLooked)
          ? html`<engage-banner tone="warning" announce="off">${run.unnamed > 0 ? say('run.unnamed', { count: run.unnamed }) : say('run.notLooked')}</engage-banner>`
          : nothing
      }`;
  }

  /** The server keeps why a load ended in a few sentences of its own. */
  #why(error: string): string {
    const { say } = this;
    if (error === 'superseded' || error === 'expired') return say(`run.${error}`);
    const [, detail] = /^The POS does not answer \((.*)\)\.$/.exec(error) ?? [];
    if (detail !== undefined) return say('run.away', { detail });
    return say(error.startsWith('The POS pages') ? 'run.pages' : 'run.fault');
  }

  /** What there is of each kind; the chosen one is listed below. */
  #parts({ run, part }: OpenPosRun): TemplateResult {
    const { say, format } = this;
    const all = POS_CHANGE_KINDS.reduce((sum, kind) => sum + run.counts[kind], 0);
    const parts: [PosPart, number][] = [
      ['all', all],
      ...POS_CHANGE_KINDS.map((kind): [PosPart, number] => [kind, run.counts[kind]]),
      ['rejected', run.rejected],
    ];
    return html`<div class="parts" role="group" aria-label=${say('run.filter')}>
      ${parts.map(
        ([name, count]) =>
          html`<button type="button" data-part-name=${name} aria-pressed=${name === part ? 'true' : 'false'} ?disabled=${count === 0 && name !== part && name !== 'all'} @click=${() => this.emit('pos-part', { part: name })}>
            <b>${format?.number(count) ?? count}</b><span>${say(`change.${name}`)}</span>
          </button>`,
      )}
    </div>`;
  }

  #list(open: OpenPosRun): TemplateResult {
    const { say } = this;
    if (open.phase === 'loading')
      return html`<div class="waiting" role="status" aria-busy="true" aria-label=${say('pos.loading')}>
        ${[70, 55, 62, 48].map((width) => html`<engage-skeleton width="${width}%"></engage-skeleton>`)}
      </div>`;
    if (open.phase === 'failed')
      return html`<engage-error-state heading=${say('pos.failed')} @retry=${() => this.emit('pos-part', { part: open.part })}>${say('notice.failed')}</engage-error-state>`;
    const isRejected = open.part === 'rejected';
    const rows = isRejected ? open.rejects.map((row) => this.#reject(row)) : open.changes.map((row) => this.#change(row));
    if (rows.length === 0) {
      const expected = isRejected ? open.run.rejected : POS_CHANGE_KINDS.reduce((sum, kind) => sum + open.run.counts[kind], 0);
      if (expected > 0) return html`<engage-empty-state icon="archive" heading=${say('run.nothing')}>${say('run.gone')}</engage-empty-state>`;
      if (open.run.state === 'failed')
        return html`<engage-empty-state icon="triangle-alert" heading=${say('run.failed')}>${say('run.failedHint')}</engage-empty-state>`;
      return isPartLoad(open.run)
        ? html`<engage-empty-state icon="triangle-alert" heading=${say('runState.part')}>${say('run.nothingPart')}</engage-empty-state>`
        : html`<engage-empty-state icon="check" heading=${say('run.nothing')}>${open.run.state === 'done' ? say('run.nothingHint') : ''}</engage-empty-state>`;
    }
    const unkept = isRejected && !open.nextCursor ? open.run.rejected - rows.length : 0;
    return html`<ul aria-label=${say(`change.${open.part}`)}>${rows}</ul>
      ${unkept > 0 ? html`<p>${say('run.unkept', { count: unkept })}</p>` : nothing}
      ${open.nextCursor ? html`<div class="more"><engage-button variant="quiet" @click=${() => this.emit('pos-more')}>${say('act.more')}</engage-button></div>` : nothing}`;
  }

  #change(row: PosChangeView): TemplateResult {
    const { say } = this;
    const fields = row.kind === 'added' || row.kind === 'vanished' ? [] : Object.keys({ ...row.before, ...row.after });
    return html`<li>
      <div class="line">
        <b><bdi>${row.name}</bdi></b>
        <engage-badge tone=${TONES[row.kind]}>${say(`change.${row.kind}`)}</engage-badge>
      </div>
      <small>${say(`entity.${row.entity}`)} <code>${row.key}</code></small>
      ${
        fields.length > 0
          ? html`<dl>
            ${fields.map(
              (field) =>
                html`<dt>${this.#field(field)}</dt>
                  <dd><del>${this.#value(row.before?.[field])}</del> → <ins>${this.#value(row.after?.[field])}</ins></dd>`,
            )}
          </dl>`
          : nothing
      }
    </li>`;
  }

  #reject(row: PosRejectView): TemplateResult {
    const { say } = this;
    const key = `reject.${row.reason}`;
    return html`<li>
      <div class="line">
        <b>${say(isWord(key) ? key : 'reject.other')}</b>
        ${row.field ? html`<engage-badge>${this.#field(row.field)}</engage-badge>` : nothing}
      </div>
      <small>${row.key ? html`${say(`entity.${row.entity}`)} <code>${row.key}</code>` : say('reject.unnamed')}</small>
      <details>
        <summary>${say('reject.raw')}</summary>
        <pre tabindex="0">${row.raw}</pre>
      </details>
    </li>`;
  }

  #field(name: string): string {
    const key = `field.${name}`;
    return isWord(key) ? this.say(key) : name;
  }

  #value(value: string | number | null | undefined): string {
    if (value === null || value === undefined || value === '') return this.say('field.empty');
    return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? (this.format?.date(String(value)) ?? String(value)) : String(value);
  }
}

function isWord(key: string): key is keyof typeof posEnglish {
  return Object.hasOwn(posEnglish, key);
}

defineElement(tag('pos-run-detail'), PosRunDetail);

import { type CSSResultGroup, css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { DataQuality } from '../../types/pos.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import type { Format } from '../core/format.ts';
import { tag } from '../core/tag.ts';
import '../ui/badge.ts';
import '../ui/error-state.ts';
import '../ui/icon.ts';
import '../ui/skeleton.ts';
import type { PosSay } from './pos-words.ts';

/** One thing that may be wrong: how often, and the first few. */
interface Finding {
  key: 'vanished' | 'notLooked' | 'unreachable' | 'noExpiry' | 'covered' | 'toldLater' | 'drift' | 'orphans' | 'duplicates' | 'staleLinks' | 'caps';
  count: number;
  /** other than the plain sentence */
  hint?: string;
  rows: { id: string; name: string; detail: string }[];
}

/**
 * What is wrong with what is known of outlets and contacts, and how much of it (POS-13): worst first, what is right in one line each.
 * @tag engage-pos-quality
 * @fires retry - it failed, and is wanted again
 */
export class PosQuality extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: block;
        padding: 12px 16px 16px;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 280px), 1fr));
        gap: 10px;
        align-items: start;
      }
      section {
        padding: 12px 14px;
        border: 1px solid var(--e-line);
        border-radius: var(--e-radius-card);
        background: var(--e-surface);
      }
      h3 {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 8px;
        font-size: 13px;
        font-weight: 600;
      }
      h3 span {
        font-size: 20px;
        font-variant-numeric: tabular-nums;
      }
      .good h3 span {
        color: var(--e-green);
      }
      p,
      .asof {
        color: var(--e-muted);
        font-size: 12.5px;
      }
      .asof {
        margin-block-end: 10px;
      }
      ul {
        margin-block-start: 8px;
        border-block-start: 1px solid var(--e-line);
      }
      li {
        display: flex;
        gap: 10px;
        padding-block: 5px;
        border-block-end: 1px solid var(--e-line);
        font-size: 12.5px;
      }
      li:last-child {
        border: 0;
        padding-block-end: 0;
      }
      li bdi {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      li span {
        flex: none;
        max-inline-size: 55%;
        color: var(--e-muted);
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) quality: DataQuality | null = null;
  @property({ type: Boolean }) failed = false;
  @property({ attribute: false }) say: PosSay = (key) => key;
  @property({ attribute: false }) format: Format | null = null;

  protected override render(): TemplateResult {
    const { say, quality, format } = this;
    if (this.failed)
      return html`<engage-error-state heading=${say('quality.failed')} @retry=${(event: Event) => {
        event.stopPropagation();
        this.emit('retry');
      }}>${say('error.unavailable')}</engage-error-state>`;
    if (!quality)
      return html`<div class="grid" role="status" aria-busy="true" aria-label=${say('quality.loading')}>
        ${[1, 2, 3, 4, 5, 6].map(() => html`<engage-skeleton shape="block" height="88px"></engage-skeleton>`)}
      </div>`;
    const findings = this.#findings(quality).sort((one, other) => Number(other.count > 0) - Number(one.count > 0));
    return html`<p class="asof">${say('quality.asOf', { when: format?.near(quality.asOf) ?? '' })}${
      findings.every(({ count }) => count === 0) ? html` · ${say('quality.good')}` : nothing
    }</p>
      <div class="grid">${findings.map((finding) => this.#card(finding))}</div>`;
  }

  #card({ key, count, hint, rows }: Finding): TemplateResult {
    const { say } = this;
    const heading = say(`quality.${key}`);
    return html`<section class=${count > 0 ? 'bad' : 'good'} data-finding=${key} aria-label=${heading}>
      <h3>${heading}<span>${this.format?.number(count) ?? count}</span></h3>
      <p>${hint ?? say(`quality.${key}Hint`)}</p>
      ${rows.length > 0 ? html`<ul>${rows.map((row) => html`<li data-id=${row.id}><bdi>${row.name}</bdi>${row.detail ? html`<span>${row.detail}</span>` : nothing}</li>`)}</ul>` : nothing}
      ${rows.length > 0 && rows.length < count ? html`<p>${say('quality.first', { count: rows.length })}</p>` : nothing}
    </section>`;
  }

  #findings(quality: DataQuality): Finding[] {
    const { say, format } = this;
    const date = (day: string | null): string => (day ? (format?.date(day) ?? day) : '');
    return [
      {
        key: 'vanished',
        count: quality.vanished.count,
        rows: quality.vanished.outlets.map(({ oid, name, since }) => ({ id: oid, name, detail: say('quality.since', { when: date(since) }) })),
      },
      {
        key: 'notLooked',
        count: quality.notLooked?.loads ?? 0,
        ...(quality.notLooked
          ? {
              hint: quality.notLooked.since
                ? say('quality.notLookedSince', { when: format?.exact(quality.notLooked.since) ?? '' })
                : say('quality.notLookedEver'),
            }
          : {}),
        rows: [],
      },
      {
        key: 'unreachable',
        count: quality.unreachable.count,
        rows: quality.unreachable.outlets.map(({ oid, name, dueOn }) => ({ id: oid, name, detail: dueOn ? say('quality.due', { when: date(dueOn) }) : '' })),
      },
      { key: 'noExpiry', count: quality.noExpiry.count, rows: quality.noExpiry.outlets.map(({ oid, name }) => ({ id: oid, name, detail: '' })) },
      {
        key: 'covered',
        count: quality.coveredButExpired.count,
        rows: quality.coveredButExpired.outlets.map(({ oid, name, dueOn }) => ({ id: oid, name, detail: say('quality.due', { when: date(dueOn) }) })),
      },
      {
        key: 'toldLater',
        count: quality.toldLater.count,
        rows: quality.toldLater.outlets.map(({ oid, name, toldOn }) => ({ id: oid, name, detail: say('quality.toldOn', { when: date(toldOn) }) })),
      },
      {
        key: 'drift',
        count: quality.drift.length,
        rows: quality.drift.slice(0, 10).map(({ fid, name, here, there }) => ({ id: fid, name, detail: say('quality.driftRow', { here, there }) })),
      },
      {
        key: 'orphans',
        count: quality.orphanContacts.count,
        rows: quality.orphanContacts.contacts.map(({ id, name, phone }) => ({ id, name, detail: phone ? (format?.phone(phone) ?? phone) : '' })),
      },
      { key: 'duplicates', count: quality.duplicateOids.count, rows: quality.duplicateOids.oids.map((oid) => ({ id: oid, name: oid, detail: '' })) },
      { key: 'staleLinks', count: quality.staleLinks, rows: [] },
      {
        key: 'caps',
        count: quality.caps.broken.length,
        hint: say('quality.capsHint', { count: quality.caps.cycles }),
        rows: quality.caps.broken
          .slice(0, 10)
          .map(({ renewalId, outletName, attempts }) => ({ id: renewalId, name: outletName, detail: say('quality.capsRow', { count: attempts }) })),
      },
    ];
  }
}

defineElement(tag('pos-quality'), PosQuality);

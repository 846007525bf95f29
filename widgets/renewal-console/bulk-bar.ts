import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { RenewalFilters } from '../../types/renewals.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageElement } from '../core/engage-element.ts';
import { tag } from '../core/tag.ts';
import '../ui/button.ts';
import '../ui/icon-button.ts';
import '../ui/menu.ts';
import type { ConsoleSay } from './console-words.ts';

/**
 * What can be done with what is ticked. Stands in the place of the search while something is.
 * @tag engage-bulk-bar
 * @fires all-tick - everything that matches, also what is not loaded
 * @fires ticks-clear
 * @fires send-wish - the ticked ones
 * @fires assign-wish - detail `{ userId }`, null: nobody
 * @fires file-wish - the ticked ones as a file
 */
export class BulkBar extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      .short {
        display: none;
      }
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        box-sizing: border-box;
        min-block-size: 49px;
        padding: 8px 12px;
        border-block-end: 1px solid var(--e-line);
        background: var(--e-selected);
      }
      b {
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .space {
        flex: 1;
      }
      /* one line, as high as the search it stands in for: rows must not move under the finger that ticks them */
      @container renewals (max-width: 599px) {
        :host {
          flex-wrap: nowrap;
          gap: 6px;
          padding-inline: 8px;
          overflow: hidden;
        }
        .word {
          display: none;
        }
        .short {
          display: inline;
        }
      }
    `,
  ];

  /** how many are ticked */
  @property({ type: Number }) count = 0;
  /** everything that matches is */
  @property({ type: Boolean, attribute: 'is-all' }) isAll = false;
  /** how many match, when that is known */
  @property({ attribute: false }) matching: number | null = null;
  /** there is more than what is ticked */
  @property({ type: Boolean, attribute: 'has-more' }) hasMore = false;
  /** reminders can be sent to these (what is settled gets none) */
  @property({ type: Boolean, attribute: 'can-send' }) canSend = false;
  @property({ type: Boolean, attribute: 'is-busy' }) isBusy = false;
  @property({ attribute: false }) filters: RenewalFilters = { franchises: [], owners: [] };
  /** id of the signed-in person */
  @property() me = '';
  @property({ attribute: false }) say: ConsoleSay | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { say, matching } = this;
    if (!say) return nothing;
    const owners = [...this.filters.owners].sort((one, other) => Number(other.userId === this.me) - Number(one.userId === this.me));
    return html`<engage-icon-button icon="x" label=${say('bulk.clear')} @click=${() => this.emit('ticks-clear')}></engage-icon-button>
      <b role="status">${this.isAll && matching === null ? say('bulk.everything') : say('bulk.count', { count: this.isAll ? (matching ?? 0) : this.count })}</b>
      ${
        this.hasMore && !this.isAll
          ? html`<engage-button variant="link" size="small" label=${matching === null ? say('bulk.all') : say('bulk.allCount', { count: matching })} @click=${() => this.emit('all-tick')}><span class="word">${matching === null ? say('bulk.all') : say('bulk.allCount', { count: matching })}</span><span class="short">${say('bulk.allShort')}</span></engage-button>`
          : nothing
      }
      <span class="space"></span>
      <engage-menu
        label=${say('bulk.assign')}
        placement="bottom-end"
        .items=${[
          ...owners.map(({ userId, name }) => ({ value: userId, label: userId === this.me ? say('bulk.me', { name }) : name })),
          { value: '', label: say('list.nobody'), separated: owners.length > 0 },
        ]}
        @choose=${(event: CustomEvent<{ value: string }>) => this.emit('assign-wish', { userId: event.detail.value || null })}
      ><engage-button slot="trigger" icon="user-plus" end-icon="chevron-down" label=${say('bulk.assign')} ?loading=${this.isBusy}><span class="word">${say('bulk.assign')}</span></engage-button></engage-menu>
      <engage-icon-button variant="outline" icon="download" label=${say('bulk.export')} @click=${() => this.emit('file-wish')}></engage-icon-button>
      ${this.canSend ? html`<engage-button variant="primary" icon="send" label=${say('bulk.send')} @click=${() => this.emit('send-wish')}><span class="word">${say('bulk.send')}</span></engage-button>` : nothing}`;
  }
}

defineElement(tag('bulk-bar'), BulkBar);

import { css, type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { MeView } from '../../../types/access.ts';
import type { CategoryView, TicketView } from '../../../types/tickets.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../avatar.ts';
import '../badge.ts';
import '../button.ts';
import { factsStyles } from '../facts-styles.ts';
import '../icon.ts';
import '../select.ts';
import '../tooltip.ts';
import type { ConversationSay } from './conversation-words.ts';
import { exactTime } from './exact-time.ts';
import { ticketTone } from './ticket-tone.ts';

/**
 * What stands beside the thread: who writes, which outlet, the ticket's facts, earlier tickets.
 * @tag engage-merchant-facts
 * @fires ticket-change - detail `{ field: 'category', value }`
 * @fires outlet-open - the person asks for the outlet record; detail `{ oid, fid }`
 * @fires outlet-choose - the outlet is wrong or missing
 * @fires ticket-open - an earlier ticket; detail `{ ticketId }`
 */
export class MerchantFacts extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    factsStyles,
    css`
      :host {
        display: block;
        background: var(--e-sunken);
      }
      section {
        border-block-end: 1px solid var(--e-line);
      }
      h3 span {
        font-weight: 400;
      }
      .person {
        display: flex;
        align-items: center;
        gap: 10px;
      }
      .person div {
        min-inline-size: 0;
      }
      .person b {
        display: block;
        overflow-wrap: anywhere;
        font-weight: 600;
      }
      .person span {
        color: var(--e-muted);
      }
      .person + dl {
        margin-block-start: 10px;
      }
      .links {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 14px;
        margin-block-start: 8px;
      }
      .earlier {
        display: grid;
        gap: 2px;
      }
      .earlier button {
        display: grid;
        grid-template-columns: minmax(72px, 92px) minmax(0, 1fr);
        gap: 8px;
        inline-size: calc(100% + 16px);
        margin-inline: -8px;
        padding: 5px 8px;
        border-radius: var(--e-radius);
      }
      .earlier button:hover {
        background: var(--e-hover);
      }
      .earlier time {
        color: var(--e-muted);
      }
      dd .muted {
        white-space: nowrap;
      }
      .number {
        font: 12px/18px var(--e-mono);
      }
    `,
  ];

  @property({ attribute: false }) ticket: TicketView | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;
  @property({ attribute: false }) me: MeView | null = null;
  @property({ attribute: false }) categories: readonly CategoryView[] = [];

  protected override render(): TemplateResult | typeof nothing {
    const { ticket, say, format } = this;
    if (!ticket || !say || !format) return nothing;
    return html`${this.#merchant(ticket, say, format)}${this.#outlet(ticket, say, format)}${this.#facts(ticket, say, format)}${this.#earlier(ticket, say, format)}`;
  }

  #merchant({ contactCard }: TicketView, say: ConversationSay, format: Format): TemplateResult {
    const isMasked = this.me?.pii === 'masked';
    return html`<section aria-label=${say('facts.merchant')}>
      <h3>${say('facts.merchant')}${isMasked ? html`<span title=${say('facts.maskedHint')}><engage-icon name="lock"></engage-icon> ${say('facts.masked')}</span>` : nothing}</h3>
      <div class="person">
        <engage-avatar name=${contactCard.name}></engage-avatar>
        <div>
          <b><bdi>${contactCard.name}</bdi></b>
          <span>${contactCard.phone ? html`<bdi dir="ltr">${format.phone(contactCard.phone)}</bdi>` : contactCard.username ? html`<bdi>@${contactCard.username}</bdi>` : say('facts.noPhone')}</span>
        </div>
      </div>
      <dl>
        ${contactCard.phone && contactCard.username ? html`<dt>${say('facts.username')}</dt><dd><bdi>@${contactCard.username}</bdi></dd>` : nothing}
        ${contactCard.email ? html`<dt>${say('facts.email')}</dt><dd><bdi>${contactCard.email}</bdi></dd>` : nothing}
        <dt>${say('facts.since')}</dt><dd>${format.date(contactCard.createdAt)}</dd>
      </dl>
    </section>`;
  }

  #outlet(ticket: TicketView, say: ConversationSay, format: Format): TemplateResult {
    const { outletCard } = ticket;
    const choose = this.me?.can.linkOutlet
      ? html`<engage-button variant="link" size="small" @click=${() => this.emit('outlet-choose')}>${say(outletCard ? 'facts.changeOutlet' : 'facts.chooseOutlet')}</engage-button>`
      : nothing;
    if (!outletCard)
      return html`<section aria-label=${say('facts.outlet')}>
        <h3>${say('facts.outlet')}</h3>
        <p class="muted">${say(ticket.linkState === 'ambiguous' ? 'facts.ambiguous' : 'facts.unknown')}</p>
        <div class="links">${choose}</div>
      </section>`;
    const { expiresOn } = outletCard;
    const daysLeft = expiresOn ? format.daysUntil(expiresOn, outletCard.timezone) : null;
    return html`<section aria-label=${say('facts.outlet')}>
      <h3>${say('facts.outlet')}</h3>
      <dl>
        <dt>${say('facts.franchise')}</dt><dd><bdi>${outletCard.franchiseName}</bdi> <span class="muted">(FID ${outletCard.fid})</span></dd>
        <dt>${say('facts.outletName')}</dt><dd><bdi>${outletCard.name}</bdi> <span class="muted">(OID ${outletCard.oid})</span></dd>
        ${
          expiresOn && daysLeft !== null
            ? html`<dt>${say('facts.expires')}</dt><dd>${format.date(expiresOn)}, <span class=${daysLeft < 0 ? 'over' : daysLeft < 30 ? 'soon' : ''}>${format.inDays(daysLeft)}</span></dd>`
            : nothing
        }
        <dt>${say('facts.status')}</dt>
        <dd><engage-badge tone=${outletCard.status === 'active' ? 'green' : outletCard.status === 'suspended' ? 'amber' : 'neutral'}>${say(`outlet.${outletCard.status}`)}</engage-badge></dd>
        ${outletCard.address ? html`<dt>${say('facts.address')}</dt><dd><bdi>${outletCard.address}</bdi></dd>` : nothing}
      </dl>
      <div class="links">
        <engage-button variant="link" size="small" icon="store" @click=${() => this.emit('outlet-open', { oid: outletCard.oid, fid: outletCard.fid })}>${say('facts.openOutlet')}</engage-button>
        ${choose}
      </div>
    </section>`;
  }

  #facts(ticket: TicketView, say: ConversationSay, format: Format): TemplateResult {
    const instant = (at: string): TemplateResult => html`<time datetime=${at}>${format.exact(at)}</time>`;
    return html`<section aria-label=${say('facts.ticket')}>
      <h3>${say('facts.ticket')}</h3>
      <dl>
        <dt>${say('facts.category')}</dt>
        <dd>
          ${
            this.me?.can.reply && this.categories.length
              ? html`<engage-select
                hide-label
                label=${say('facts.category')}
                .options=${[{ value: '', label: say('facts.noCategory') }, ...this.categories.map(({ id, name }) => ({ value: id, label: name }))]}
                .value=${ticket.categoryId ?? ''}
                @change=${(event: Event) => this.emit('ticket-change', { field: 'category', value: String(event.target && Reflect.get(event.target, 'value')) || null })}
              ></engage-select>`
              : (ticket.categoryName ?? say('facts.noCategory'))
          }
        </dd>
        <dt>${say('facts.created')}</dt><dd>${instant(ticket.createdAt)}</dd>
        <dt>${say('facts.updated')}</dt><dd>${instant(ticket.updatedAt)}</dd>
        <dt>${say('facts.firstReply')}</dt>
        <dd>${ticket.firstResponseAt ? say('facts.after', { left: format.left(Date.parse(ticket.firstResponseAt) - Date.parse(ticket.firstInboundAt ?? ticket.createdAt)) }) : say('facts.notYet')}</dd>
        ${ticket.reopenCount ? html`<dt>${say('facts.reopened')}</dt><dd>${say('facts.times', { count: ticket.reopenCount })}</dd>` : nothing}
        ${ticket.resolvedAt ? html`<dt>${say('facts.resolved')}</dt><dd>${instant(ticket.resolvedAt)}</dd>` : nothing}
        <dt>${say('facts.number')}</dt><dd><bdi dir="ltr">${ticket.number.displayPhone}</bdi></dd>
      </dl>
    </section>`;
  }

  #earlier({ previous, contactCard }: TicketView, say: ConversationSay, format: Format): TemplateResult {
    return html`<section aria-label=${say('facts.earlier')}>
      <h3>${say('facts.earlier')}${contactCard.ticketCount > 1 ? html`<span>${say('facts.tickets', { count: contactCard.ticketCount - 1 })}</span>` : nothing}</h3>
      ${
        previous.length
          ? html`<div class="earlier">
            ${previous.map(
              (ticket) =>
                html`<button type="button" @click=${() => this.emit('ticket-open', { ticketId: ticket.id })}>
                  ${exactTime(ticket.at, format.near(ticket.at), format)}
                  <span><bdi>${ticket.subject ?? ticket.reference}</bdi> <engage-badge tone=${ticketTone.status[ticket.status]}>${say(`ticketStatus.${ticket.status}`)}</engage-badge></span>
                </button>`,
            )}
          </div>`
          : html`<p class="muted">${say('facts.noEarlier')}</p>`
      }
    </section>`;
  }
}

defineElement(tag('merchant-facts'), MerchantFacts);

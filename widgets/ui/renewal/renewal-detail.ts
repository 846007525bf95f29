import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { ColleagueView, MeView } from '../../../types/access.ts';
import type { RenewalView } from '../../../types/renewals.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import type { RenewalDesk } from '../../core/renewals/renewal-desk.ts';
import { tag } from '../../core/tag.ts';

/**
 * One renewal: what is due, how it stands and why, what was done and what comes next, and everything a person can do about it. Made
 * for 320 to 420 px beside an outlet record, and for a wide pane. Without `me.can.renew` it only shows.
 * @tag engage-renewal-detail
 * @fires ticket-open - detail `{ ticketId }`
 */
export class RenewalDetail extends EngageElement {
  @property({ attribute: false }) renewal: RenewalView | null = null;
  @property({ attribute: false }) me: MeView | null = null;
  @property({ attribute: false }) format: Format | null = null;
  @property({ attribute: false }) colleagues: readonly ColleagueView[] = [];
  @property({ attribute: false }) desk: RenewalDesk | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { renewal } = this;
    if (!renewal) return nothing;
    return html`<p>${renewal.outletName} ${renewal.tickets.map(({ id }) => html`<button type="button" @click=${() => this.emit('ticket-open', { ticketId: id })}>${id}</button>`)}</p>`;
  }
}

defineElement(tag('renewal-detail'), RenewalDetail);

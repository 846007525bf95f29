import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { EngageEvents } from '../../types/embed.ts';
import type { OutletCard as CardView, OutletPerson, OutletTicket } from '../../types/outlets.ts';
import type { Connection } from '../core/connection.ts';
import { defineElement } from '../core/define-element.ts';
import { EngageError } from '../core/engage-error.ts';
import type { Format } from '../core/format.ts';
import { shiftFormat } from '../core/shift-format.ts';
import { tag } from '../core/tag.ts';
import { WidgetElement } from '../core/widget-element.ts';
import type { StoreHost } from '../core/widget-store.ts';
import { WordsController } from '../core/words.ts';
import '../ui/badge.ts';
import '../ui/banner.ts';
import type { Button } from '../ui/button.ts';
import '../ui/button.ts';
import '../ui/empty-state.ts';
import '../ui/error-state.ts';
import { factsStyles } from '../ui/facts-styles.ts';
import '../ui/icon.ts';
import type { IconButton } from '../ui/icon-button.ts';
import '../ui/icon-button.ts';
import { signIn } from '../ui/sign-in.ts';
import '../ui/skeleton.ts';
import type { Toaster } from '../ui/toaster.ts';
import '../ui/toaster.ts';
import { ticketTone } from '../ui/conversation/ticket-tone.ts';
import './add-person.ts';
import './card-person.ts';
import './card-renewal.ts';
import { cardLayout } from './card-layout.ts';
import { cardStyles } from './card-styles.ts';
import { cardWords } from './card-words.ts';
import { type LinkAct, OutletCardStore } from './outlet-card-store.ts';

const DONE = { remove: 'done.rejected', restore: 'done.restored', confirm: 'done.confirmed', makePrimary: 'done.default', choosePayer: 'done.payer' } as const;

/**
 * One outlet beside its record in the POS: its facts, who speaks for it and how sure that is, what is open, and its renewal. Made for 320 to
 * 420 px, in two columns where it has room; it is as tall as what it says, or as tall as you make it.
 *
 * @element engage-outlet-card
 * @attr {string} outlet - number of the outlet in the POS (OID)
 * @fires engage-ticket-open - the person asks for a ticket; detail `{ ticketId, reference, oid }`
 * @fires engage-renewal-open - the person asks for the renewal; detail `{ renewalId, oid }`
 * @fires engage-error - something failed that the widget shows itself; detail `{ code, message, requestId? }`
 * @csspart frame - the box around everything
 * @cssprop [--engage-accent=#dc2626] - the brand's colour: markers, focus, the primary button; its other shades derive from it
 * @cssprop [--engage-accent-solid=--engage-accent] - ground of the primary button
 * @cssprop [--engage-on-accent] - words on it; black or white, whichever reads better
 * @cssprop [--engage-accent-text] - words in the accent colour
 * @cssprop [--engage-accent-soft] - a tint of it behind words
 * @cssprop [--engage-surface=light-dark(#ffffff, #15181d)] - panes; the grounds and lines below derive from it
 * @cssprop [--engage-sunken] - rails and the merchant's bubbles
 * @cssprop [--engage-raised] - what floats
 * @cssprop [--engage-line] - separators
 * @cssprop [--engage-line-strong] - stronger separators
 * @cssprop [--engage-selected] - the chosen row and our bubbles
 * @cssprop [--engage-text=light-dark(#15181e, #eceff4)] - words
 * @cssprop [--engage-muted] - quieter words; derives from --engage-text
 * @cssprop [--engage-radius=6px] - corners of controls; cards and bubbles derive from it
 * @cssprop [--engage-font=system-ui] - font family
 * @cssprop [--engage-font-mono=ui-monospace] - font family of ticket numbers
 */
export class OutletCard extends WidgetElement implements StoreHost {
  static override styles: CSSResultGroup = [WidgetElement.styles, factsStyles, cardStyles, cardLayout];

  /** Number of the outlet in the POS (OID). */
  @property() outlet: string | null = null;

  readonly #store = new OutletCardStore(this);
  readonly #words = new WordsController(this, cardWords);

  /** Times as seen from the server's clock. */
  get #format(): Format {
    return shiftFormat(this.format, this.#store.clockMs);
  }

  @state() private isAdding = false;
  @state() private addError = '';
  #minute: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#minute = setInterval(() => this.requestUpdate(), 60_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#minute);
  }

  protected override connected(connection: Connection): void {
    this.#store.show(this.outlet || null);
    this.#store.start(connection);
  }

  protected override released(): void {
    this.#store.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated || !changed.has('outlet')) return;
    this.isAdding = false;
    this.addError = '';
    this.#store.show(this.outlet || null);
  }

  get #toaster(): Toaster | null {
    return this.renderRoot.querySelector<Toaster>('[data-part=toaster]');
  }

  /** Says it to the server and then to the person; "wrong person" can be taken back at once. */
  async #act(act: LinkAct, { contactId, name }: { contactId: string; name: string }): Promise<void> {
    const { say } = this.#words;
    try {
      await this.#store.say(act, contactId);
      const undo = act === 'remove' ? { label: say('done.undo'), run: () => void this.#act('restore', { contactId, name }) } : undefined;
      this.#toaster?.show({ text: say(DONE[act], { name }), tone: 'success', ...(undo ? { action: undo, durationMs: 10_000 } : {}) });
    } catch (thrown) {
      this.#toaster?.show({ text: this.#errorText(EngageError.from(thrown)), tone: 'danger' });
    }
  }

  async #add({ phone, name }: { phone: string; name: string }): Promise<void> {
    const { say } = this.#words;
    this.addError = '';
    try {
      await this.#store.add(phone, name);
      this.isAdding = false;
      this.#toaster?.show({ text: say('done.added'), tone: 'success' });
      await this.#focusAdd();
    } catch (thrown) {
      const error = EngageError.from(thrown);
      this.addError = error.code === 'invalid_input' ? say('add.noPhone') : this.#errorText(error);
    }
  }

  #errorText(error: EngageError): string {
    const { say } = this.#words;
    if (error.offline) return say('error.offline');
    const { code } = error;
    if (code === 'forbidden' && error.details['reason'] === 'contact_unseen') return say('error.unseen');
    if (code === 'conflict' || code === 'forbidden' || code === 'not_found' || code === 'rate_limited' || code === 'unavailable') return say(`error.${code}`);
    return say('error.internal');
  }

  protected override render(): TemplateResult {
    const { say } = this.#words;
    const name = this.#store.card?.name;
    return html`<div class="frame" part="frame" role="region" aria-label=${name ? say('card.label', { outlet: name }) : say('card.unnamed')}>
      ${this.#connectionBanner()}${this.#content()}
      <engage-toaster data-part="toaster"></engage-toaster>
    </div>`;
  }

  #connectionBanner(): TemplateResult | typeof nothing {
    const store = this.#store;
    const { say } = this.#words;
    if (store.phase !== 'ready') return nothing;
    if (store.isOffline) return html`<engage-banner tone="warning" icon="wifi-off">${say('card.offline')}</engage-banner>`;
    if (!store.isStale) return nothing;
    return html`<engage-banner tone="warning">${say('card.stale')}<engage-button slot="action" variant="link" size="small" @click=${store.retry}>${say('card.tryAgain')}</engage-button></engage-banner>`;
  }

  #content(): TemplateResult {
    const store = this.#store;
    const { say } = this.#words;
    if (store.phase === 'signed-out') return signIn(store.session);
    if (store.phase === 'failed') {
      const { error } = store;
      const isFinal = error?.code === 'forbidden' || error?.code === 'not_found';
      return html`<engage-error-state heading=${say(isFinal ? 'card.gone' : 'card.failed')} reference=${error?.requestId ?? ''} ?final=${isFinal} @retry=${store.retry}
        >${error ? this.#errorText(error) : nothing}</engage-error-state
      >`;
    }
    if (!this.outlet) return html`<engage-empty-state icon="store" heading=${say('card.noTarget')}>${say('card.noTargetHint')}</engage-empty-state>`;
    const { card } = store;
    if (!card) return this.#waiting();
    return html`<div class="columns">
      <div>${this.#facts(card)}${this.#renewal()}</div>
      <div>${this.#people(card)}${this.#tickets(card)}${this.#leads(card)}</div>
    </div>`;
  }

  #waiting(): TemplateResult {
    return html`<div class="waiting" role="status" aria-busy="true" aria-label=${this.#words.say('card.loading')}>
      <engage-skeleton width="60%"></engage-skeleton><engage-skeleton width="40%"></engage-skeleton>
      <engage-skeleton shape="block" height="72px"></engage-skeleton>
      <engage-skeleton shape="block" height="120px"></engage-skeleton>
    </div>`;
  }

  #facts(card: CardView): TemplateResult {
    const { say } = this.#words;
    const format = this.#format;
    const { expiresOn, status, missingSince } = card;
    const daysLeft = expiresOn ? format.daysUntil(expiresOn, card.timezone) : null;
    return html`<section class="facts" aria-label=${say('facts.label')}>
      <p class="franchise"><bdi>${card.franchiseName}</bdi></p>
      <div class="title">
        <h2><bdi>${card.name}</bdi></h2>
        <engage-badge tone=${status === 'active' ? 'green' : status === 'suspended' ? 'amber' : 'neutral'}>${say(`status.${status}`)}</engage-badge>
      </div>
      ${missingSince ? html`<engage-banner framed tone="warning" icon="triangle-alert">${say('card.missing', { date: format.date(missingSince) })}</engage-banner>` : nothing}
      <dl>
        <dt>${say('facts.expires')}</dt>
        <dd>
          ${
            expiresOn && daysLeft !== null
              ? html`${format.date(expiresOn)}, <span class=${daysLeft < 0 ? 'over' : daysLeft < 30 ? 'soon' : ''}>${format.inDays(daysLeft)}</span>`
              : html`<span class="muted">${say('facts.noExpiry')}</span>`
          }
        </dd>
        ${card.address ? html`<dt>${say('facts.address')}</dt><dd><bdi>${card.address}</bdi></dd>` : nothing}
        <dt>${say('facts.number')}</dt><dd>OID ${card.oid} <span class="muted">· FID ${card.fid}</span></dd>
      </dl>
    </section>`;
  }

  #people(card: CardView): TemplateResult {
    const { say } = this.#words;
    const canLink = card.can.link;
    return html`<section aria-label=${say('people.label')}>
      <h3>
        ${say('people.label')}${
          canLink && !this.isAdding && card.people.length > 0
            ? html`<engage-icon-button
              data-part="add"
              size="small"
              icon="user-plus"
              label=${say('people.add')}
              @click=${this.#addOpened}
            ></engage-icon-button>`
            : nothing
        }
      </h3>
      ${
        this.isAdding
          ? html`<engage-add-person
            .say=${say}
            error=${this.addError}
            ?busy=${this.#store.isBusy}
            @person-add=${(event: CustomEvent<{ phone: string; name: string }>) => void this.#add(event.detail)}
            @close=${this.#addClosed}
          ></engage-add-person>`
          : nothing
      }
      ${
        card.people.length
          ? html`<ul role="list">
            ${card.people.map(
              (person) => html`<li>
                <engage-card-person
                  .person=${person}
                  .say=${say}
                  .format=${this.#format}
                  ?editable=${canLink}
                  @link-act=${(event: CustomEvent<{ act: LinkAct; person: OutletPerson }>) => {
                    event.stopPropagation();
                    void this.#act(event.detail.act, event.detail.person);
                  }}
                ></engage-card-person>
              </li>`,
            )}
          </ul>`
          : html`<p>${say('people.none')}</p>
            <p class="muted">${say('people.noneHint')}</p>
            ${canLink && !this.isAdding ? html`<engage-button data-part="add" class="first" size="small" icon="user-plus" @click=${this.#addOpened}>${say('people.add')}</engage-button>` : nothing}`
      }
      ${card.rejected.length ? this.#rejected(card) : nothing}
    </section>`;
  }

  readonly #addOpened = (): void => {
    this.isAdding = true;
    this.addError = '';
  };

  readonly #addClosed = (event: Event): void => {
    event.stopPropagation();
    this.isAdding = false;
    void this.#focusAdd();
  };

  /** The button is there again once the form is gone; who closed the form goes on from it. */
  async #focusAdd(): Promise<void> {
    await this.updateComplete;
    const button = this.renderRoot.querySelector<IconButton | Button>('[data-part=add]');
    await button?.updateComplete;
    button?.focus();
  }

  #rejected({ rejected, can }: CardView): TemplateResult {
    const { say } = this.#words;
    return html`<details>
      <summary><engage-icon name="chevron-right"></engage-icon>${say('people.rejected', { count: rejected.length })}</summary>
      <ul role="list">
        ${rejected.map(
          (person) => html`<li class="rejected">
            <span><bdi>${person.name}</bdi>${person.phone ? html` <bdi class="muted" dir="ltr">${this.#format.phone(person.phone)}</bdi>` : nothing}</span>
            ${
              can.link
                ? html`<engage-button size="small" label=${say('people.restoreNamed', { name: person.name })} @click=${() => void this.#act('restore', person)}
                  >${say('people.restore')}</engage-button
                >`
                : nothing
            }
          </li>`,
        )}
      </ul>
    </details>`;
  }

  #tickets({ openTickets, doneTickets, oid }: CardView): TemplateResult {
    const { say } = this.#words;
    return html`<section aria-label=${say('tickets.label')}>
      <h3>${say('tickets.label')}${doneTickets ? html`<span class="count">${say('tickets.done', { count: doneTickets })}</span>` : nothing}</h3>
      ${this.#lines(openTickets, oid)}
      ${openTickets.length ? nothing : html`<p class="muted">${say('tickets.none')}</p>`}
    </section>`;
  }

  #renewal(): TemplateResult | typeof nothing {
    const { say } = this.#words;
    const { renewals, isRenewalLost, loadRenewal } = this.#store;
    const body = isRenewalLost
      ? html`<p class="muted">${say('renewal.failed')}</p><engage-button size="small" icon="rotate-cw" @click=${loadRenewal}>${say('card.tryAgain')}</engage-button>`
      : !renewals
        ? html`<engage-skeleton width="50%"></engage-skeleton><engage-skeleton width="70%"></engage-skeleton>`
        : (renewals.current ?? renewals.former[0])
          ? html`<engage-card-renewal .renewal=${renewals.current ?? renewals.former[0]} .say=${say} .format=${this.#format} @renewal-open=${this.#renewalOpened}></engage-card-renewal>`
          : html`<p class="muted">${say('renewal.none')}</p>`;
    return html`<section aria-label=${say('renewal.label')} aria-busy=${!renewals && !isRenewalLost ? 'true' : 'false'}><h3>${say('renewal.label')}</h3>${body}</section>`;
  }

  readonly #renewalOpened = (event: CustomEvent<EngageEvents['engage-renewal-open']>): void => {
    event.stopPropagation();
    this.emit<EngageEvents['engage-renewal-open']>('engage-renewal-open', event.detail);
  };

  #leads({ leads, oid }: CardView): TemplateResult | typeof nothing {
    const { say } = this.#words;
    if (!leads.length) return nothing;
    return html`<section aria-label=${say('leads.label')}><h3>${say('leads.label')}</h3>${this.#lines(leads, oid)}</section>`;
  }

  #lines(tickets: readonly OutletTicket[], oid: string): TemplateResult[] {
    const { say } = this.#words;
    return tickets.map(({ id, reference, subject, status, unread, lastMessageAt }) => {
      const known = Object.keys(ticketTone.status).find((name): name is keyof typeof ticketTone.status => name === status) ?? 'open';
      return html`<button
        type="button"
        class="line"
        @click=${() => this.emit<EngageEvents['engage-ticket-open']>('engage-ticket-open', { ticketId: id, reference, oid })}
      >
        <b><bdi>${subject ?? say('tickets.untitled')}</bdi></b>
        <span><code>${reference}</code> · <time datetime=${lastMessageAt}>${this.#format.near(lastMessageAt)}</time>${unread ? html` · ${say('tickets.unread', { count: unread })}` : nothing}</span>
        <engage-badge tone=${ticketTone.status[known]}>${say(`ticketStatus.${known}`)}</engage-badge>
      </button>`;
    });
  }
}

defineElement(tag('outlet-card'), OutletCard);

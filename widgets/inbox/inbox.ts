import { type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { TICKET_VIEWS, type TicketFilter, type TicketViewName } from '../../types/tickets.ts';
import type { EngageEvents } from '../../types/embed.ts';
import type { Connection } from '../core/connection.ts';
import { defineElement } from '../core/define-element.ts';
import { tag } from '../core/tag.ts';
import { TicketWidget } from '../ui/conversation/ticket-widget.ts';
import { WordsController } from '../core/words.ts';
import '../ui/error-state.ts';
import { signIn } from '../ui/sign-in.ts';
import type { TicketSort } from './compare-tickets.ts';
import { connectionBanner } from './connection-banner.ts';
import { countFilters } from './count-filters.ts';
import { focusOf } from '../core/focus-of.ts';
import { type InboxHost, InboxStore } from './inbox-store.ts';
import { inboxStyles } from './inbox-styles.ts';
import { inboxWords } from './inbox-words.ts';
import { keyPreference } from '../core/key-preference.ts';
import type { ListHeader } from './list-header.ts';
import './list-header.ts';
import { nothingOpen } from './nothing-open.ts';
import type { TicketList } from './ticket-list.ts';
import './ticket-list.ts';
import './views-rail.ts';

/**
 * The support inbox: views, tickets with live changes, the open conversation, and what stands beside it. Give it a height; it
 * fills it. One to four panes by its own width. Whether somebody wants shortcuts of a single key is kept in localStorage under
 * `engage:shortcuts:<server>:<user id>` (`off`). Besides listeners on itself it listens to `visibilitychange` of the document and
 * `focus`/`blur` of the window while it is connected, to tell colleagues whether somebody is looking.
 *
 * @element engage-inbox
 * @attr {string} ticket - id of the ticket to open
 * @attr {string} view - `mine`, `unassigned`, `all`, `waiting`, `unlinked` or `done`
 * @fires engage-ticket-open - a ticket was opened; detail `{ ticketId, reference, oid }`
 * @fires engage-ticket-close - the person went back to the list; detail `{ ticketId }`
 * @fires engage-outlet-open - the person asks for the outlet record; detail `{ oid, fid }`
 * @fires engage-unread-change - unread tickets of the person changed; detail `{ count }`
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
export class Inbox extends TicketWidget implements InboxHost {
  static override styles: CSSResultGroup = [TicketWidget.styles, inboxStyles];

  /** Id of the open ticket; set it to open another one. */
  @property() ticket: string | null = null;

  /** The view shown first, and whenever it is set. */
  @property() view: TicketViewName | null = null;

  protected override readonly store = new InboxStore(this);
  readonly #words = new WordsController(this, inboxWords);

  /** how many panes there is room for */
  @state() private panes = 4;
  @state() private isFactsShown = true;
  @state() private isDrawerOpen = false;
  @state() private isHelpShown = false;
  #sizes: ResizeObserver | undefined;
  #unread = -1;

  constructor() {
    super();
    this.addEventListener('keydown', this.#pressed);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      this.panes = width >= 1240 ? 4 : width >= 900 ? 3 : width >= 600 ? 2 : 1;
    });
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
  }

  protected override connected(connection: Connection): void {
    const view = TICKET_VIEWS.find((known) => known === this.view);
    if (view) this.store.list.filter = { view };
    this.store.start(connection);
    if (this.ticket) this.store.select(this.ticket);
    this.looked();
  }

  /** @internal */
  unreadChanged(count: number): void {
    if (count === this.#unread) return;
    this.#unread = count;
    this.emit<EngageEvents['engage-unread-change']>('engage-unread-change', { count });
  }

  get #list(): TicketList | null {
    return this.renderRoot.querySelector<TicketList>('[data-part=list]');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('ticket') && this.hasUpdated && this.ticket !== this.store.openId) {
      if (this.ticket) this.store.select(this.ticket);
      else this.store.close();
    }
    const view = TICKET_VIEWS.find((known) => known === this.view);
    if (changed.has('view') && this.hasUpdated && view && view !== this.store.list.filter.view) this.store.list.choose({ view });
  }

  protected override openTicket(ticketId: string): void {
    this.isDrawerOpen = false;
    this.store.select(ticketId);
    this.ticket = ticketId;
  }

  readonly #back = (): void => {
    const ticketId = this.store.openId;
    this.store.close();
    this.ticket = null;
    if (ticketId) this.emit<EngageEvents['engage-ticket-close']>('engage-ticket-close', { ticketId });
    this.updateComplete.then(() => this.#list?.focus()).catch(() => undefined);
  };

  readonly #toggleFacts = (): void => {
    if (this.panes >= 3) this.isFactsShown = !this.isFactsShown;
    else if (this.isDrawerOpen) this.isDrawerOpen = false;
    else this.whenFetched(import('../ui/drawer.ts'), () => (this.isDrawerOpen = true));
  };

  readonly #showHelp = (): void => this.whenFetched(import('./keyboard-help.ts'), () => (this.isHelpShown = true));

  /** Shortcuts, unless somebody is typing or choosing, or another part took the key. */
  readonly #pressed = (event: KeyboardEvent): void => {
    const focus = focusOf(event);
    if (focus === 'elsewhere' || this.store.phase !== 'ready') return;
    if (event.key === 'Escape') {
      if (focus === 'typing') this.#list?.focus();
      else if (this.store.open) this.#back();
      else return;
      event.preventDefault();
      return;
    }
    if (focus === 'typing' || (event.key.length === 1 && !keyPreference.areOn(this.store.owner))) return;
    const shortcuts: Record<string, () => void> = {
      j: () => this.#list?.step(1),
      k: () => this.#list?.step(-1),
      ArrowDown: () => this.#list?.step(1),
      ArrowUp: () => this.#list?.step(-1),
      '/': () => this.renderRoot.querySelector<ListHeader>('[data-part=header]')?.focus(),
      r: () => this.pane?.write('reply'),
      n: () => this.pane?.write('note'),
      e: () => this.pane?.askResolve(),
      a: () => this.pane?.openAssignee(),
      d: this.#toggleFacts,
      '?': this.#showHelp,
    };
    const run = shortcuts[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  };

  protected override render(): TemplateResult {
    const store = this.store;
    const { say } = this.#words;
    const talk = this.talk.say;
    if (store.phase === 'signed-out') return html`<div class="frame alone" part="frame">${signIn(store.session)}</div>`;
    if (store.phase === 'failed') {
      const isFinal = store.error?.code === 'forbidden';
      return html`<div class="frame alone" part="frame">
        <engage-error-state heading=${say(isFinal ? 'inbox.noAccess' : 'inbox.failed')} reference=${store.error?.requestId ?? ''} ?final=${isFinal} @retry=${store.retry}
          >${talk(store.error?.offline ? 'error.offline' : `error.${store.error?.code ?? 'internal'}`)}</engage-error-state
        >
      </div>`;
    }
    const { open, list } = store;
    const hasFacts = open !== null && this.isFactsShown && open.conversation.phase === 'ready';
    return html`<div class="frame ${open ? 'has-open' : ''} ${hasFacts ? 'has-facts' : ''}" part="frame" role="region" aria-label=${say('inbox.label')} @outlet-open=${this.outletOpened}>
      ${connectionBanner(say, store, () => store.refresh())}
      <engage-views-rail
        class="rail"
        .view=${list.filter.view}
        .counts=${store.counts}
        .say=${say}
        ?can-sign-out=${store.session?.hasPassword ?? false}
        @view-choose=${(event: CustomEvent<{ view: TicketViewName }>) => list.choose({ view: event.detail.view })}
        @shortcuts-open=${this.#showHelp}
        @sign-out=${() => store.session?.signOut()}
      ></engage-views-rail>
      <div class="list">
        ${this.#listHeader()}
        <engage-ticket-list
          data-part="list"
          .rows=${list.rows}
          held=${list.held}
          phase=${list.phase}
          more=${list.more}
          .error=${list.error}
          view=${list.filter.view}
          sort=${list.sort}
          ?wide=${this.panes >= 3 && !open}
          ?is-filtered=${countFilters(list.filter) > 0 || Boolean(list.filter.search)}
          .selectedId=${store.openId}
          me=${store.me?.userId ?? ''}
          .drafts=${new Set(list.rows.filter(({ id }) => id !== store.openId && store.hasDraft(id)).map(({ id }) => id))}
          .say=${say}
          .speak=${talk}
          .format=${this.format}
          @ticket-choose=${(event: CustomEvent<{ ticketId: string }>) => this.openTicket(event.detail.ticketId)}
          @more-wanted=${list.loadMore}
          @sort-choose=${(event: CustomEvent<{ sort: TicketSort }>) => list.choose({}, event.detail.sort)}
          @hold=${(event: CustomEvent<{ isHeld: boolean }>) => list.hold(event.detail.isHeld)}
          @held-wanted=${() => list.showHeld()}
          @retry=${list.retry}
          @filters-clear=${list.clearFilters}
          @view-choose=${() => list.choose({ view: 'all' })}
        ></engage-ticket-list>
      </div>
      <div class="thread" @facts-toggle=${this.#toggleFacts} @go-back=${this.#back}>${open ? this.conversation(this.panes === 1, this.panes === 1) : nothingOpen(say)}</div>
      ${hasFacts && this.panes >= 3 ? html`<aside class="facts" aria-label=${say('facts.title')}>${this.facts()}</aside>` : nothing}
      <engage-drawer label=${say('facts.title')} ?open=${this.isDrawerOpen && this.panes < 3} @close=${this.#overlayClosed}>${this.isDrawerOpen && this.panes < 3 ? this.facts() : nothing}</engage-drawer>
      ${this.isHelpShown ? html`<engage-keyboard-help open owner=${store.owner} @close=${this.#overlayClosed}></engage-keyboard-help>` : nothing}
      <engage-toaster data-part="toaster"></engage-toaster>
    </div>`;
  }

  readonly #overlayClosed = (event: Event): void => {
    event.stopPropagation();
    this.isDrawerOpen = false;
    this.isHelpShown = false;
  };

  #listHeader(): TemplateResult {
    const { list, counts, colleagues, categories } = this.store;
    return html`<engage-list-header
      data-part="header"
      ?wide=${this.panes >= 3 && !this.store.open}
      .filter=${list.filter}
      sort=${list.sort}
      .counts=${counts}
      .colleagues=${colleagues}
      .categories=${categories}
      .say=${this.#words.say}
      .speak=${this.talk.say}
      @filter-change=${(event: CustomEvent<{ change: Partial<TicketFilter>; sort: TicketSort }>) => list.choose(event.detail.change, event.detail.sort)}
      @filters-clear=${list.clearFilters}
      @shortcuts-open=${this.#showHelp}
    ></engage-list-header>`;
  }
}

defineElement(tag('inbox'), Inbox);

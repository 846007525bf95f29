import { css, type CSSResultGroup, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ColleagueView, MeView } from '../../../types/access.ts';
import type { OutletView } from '../../../types/outlets.ts';
import type { TemplateView } from '../../../types/templates.ts';
import type { Conversation } from '../../core/conversation/conversation.ts';
import type { ConversationAct } from '../../core/conversation/perform-act.ts';
import type { Draft } from '../../core/conversation/drafts.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../banner.ts';
import '../error-state.ts';
import '../skeleton.ts';
import type { LightboxImage } from '../lightbox.ts';
import type { Composer } from './composer.ts';
import './composer.ts';
import type { ConversationSay } from './conversation-words.ts';
import type { ThreadView } from './thread-view.ts';
import './thread-view.ts';
import { ticketChoices } from './ticket-choices.ts';
import type { TicketHeading } from './ticket-heading.ts';
import './ticket-heading.ts';

type Overlay = 'template' | 'question' | 'resolve' | 'finder' | 'picture' | null;

/**
 * One open ticket: heading, who else is here, which outlet, the thread, the composer. The inbox and the ticket panel show the
 * same. What is needed now and then (templates, outlet search, pictures, the resolve question) is fetched when it is asked for.
 * @tag engage-conversation-pane
 * @fires conversation-act - everything the person does that the store must know; detail is a ConversationAct
 */
export class ConversationPane extends EngageElement {
  static override styles: CSSResultGroup = [
    EngageElement.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-inline-size: 0;
        min-block-size: 0;
        background: var(--e-surface);
      }
      engage-thread-view {
        flex: 1;
      }
      .loading {
        display: flex;
        flex: 1;
        flex-direction: column;
        justify-content: flex-end;
        gap: 12px;
        padding: 16px;
      }
      .loading .head {
        display: grid;
        gap: 8px;
        margin-block-end: auto;
        padding-block-end: 14px;
        border-block-end: 1px solid var(--e-line);
      }
      .end {
        align-self: flex-end;
      }
      engage-error-state {
        flex: 1;
      }
    `,
  ];

  @property({ attribute: false }) conversation: Conversation | null = null;
  @property({ attribute: false }) draft: Draft | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;
  @property({ attribute: false }) me: MeView | null = null;
  @property({ attribute: false }) colleagues: readonly ColleagueView[] = [];
  @property() server = '';
  @property({ type: Boolean }) offline = false;
  @property({ type: Boolean, attribute: 'has-back' }) hasBack = false;
  @property({ type: Boolean, attribute: 'has-facts' }) hasFacts = false;
  @property({ type: Boolean, reflect: true }) compact = false;
  /** for administrators: the number may send again */
  @property({ attribute: false }) resumeNumber: (() => Promise<unknown>) | null = null;
  @property({ attribute: false }) loadTemplates: (() => Promise<readonly TemplateView[]>) | null = null;
  @property({ attribute: false }) searchOutlets: ((query: string) => Promise<readonly OutletView[]>) | null = null;

  @state() private overlay: Overlay = null;
  @state() private picture = 0;
  /** revision of the ticket when the question was begun: a colleague's answer meanwhile stops it */
  #askedAt = 0;
  /** there is less room than the heading and the composer want for all their words */
  @state() private isNarrow = false;
  @state() private isStacked = false;
  #sizes: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      this.isNarrow = width < 480;
      this.isStacked = width < 740;
    });
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
  }

  get #composer(): Composer | null {
    return this.renderRoot.querySelector<Composer>('[data-part=composer]');
  }

  /** Puts the caret into the reply or note: at once, so that the next letter is text, and again when there was no field to write in yet. */
  write(mode: Draft['mode'], replyToId = this.draft?.replyToId ?? null): void {
    this.#act({ do: 'draft', change: { mode, replyToId } });
    this.#composer?.focus();
    requestAnimationFrame(() => this.#composer?.focus());
  }

  /** Asks whether to resolve; does nothing for who may not. */
  askResolve(): void {
    if (this.me?.can.resolve) this.#open('resolve');
  }

  /** Opens the menu of people; does nothing for who may neither assign, take nor give back. */
  openAssignee(): void {
    if (ticketChoices.mayAssign(this.conversation?.ticket?.assignee ?? null, this.me))
      this.renderRoot.querySelector<TicketHeading>('[data-part=heading]')?.openAssignee();
  }

  /** Looks for another outlet. */
  findOutlet(): void {
    this.#open('finder');
  }

  #act(act: ConversationAct): void {
    this.emit('conversation-act', act);
  }

  #open(overlay: Overlay): void {
    const parts = {
      template: () => import('./template-picker.ts'),
      question: () => import('./button-question.ts'),
      resolve: () => import('./resolve-dialog.ts'),
      finder: () => import('./outlet-finder.ts'),
      picture: () => import('../lightbox.ts'),
    };
    if (!overlay) return;
    parts[overlay]().then(
      () => {
        this.overlay = overlay;
      },
      () => this.#act({ do: 'unavailable' }),
    );
  }

  readonly #close = (): void => {
    this.overlay = null;
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { ticket } = this.conversation ?? {};
    if (ticket?.number.isStopped) import('./number-stopped.ts').catch(() => undefined);
    if (ticket && ticket.linkState !== 'linked') import('./outlet-choice.ts').catch(() => undefined);
    if (changed.has('conversation') && changed.get('conversation') && changed.get('conversation')?.ticketId !== this.conversation?.ticketId)
      this.overlay = null;
  }

  #linked(event: CustomEvent<{ oid: string; name: string; remember: boolean }>): void {
    this.#close();
    this.#act({ do: 'link', ...event.detail });
  }

  /** What was in the composer went into the question. */
  #asked(event: CustomEvent<{ body: string; titles: readonly string[] }>): void {
    this.#close();
    this.#act({ do: 'ask', ...event.detail, baseRevision: this.#askedAt });
    if (this.draft?.reply) this.#act({ do: 'draft', change: { reply: '' } });
  }

  #quoteOpened(event: CustomEvent<{ messageId: string }>): void {
    this.renderRoot.querySelector<ThreadView>('[data-part=thread]')?.show(`message:${event.detail.messageId}`);
  }

  #pictures(): readonly (LightboxImage & { id: string })[] {
    const images: (LightboxImage & { id: string })[] = [];
    for (const item of this.conversation?.items ?? []) {
      if (item.kind !== 'message' || item.type !== 'image' || !item.media?.url) continue;
      const src = new URL(item.media.url, this.server || location.origin).href;
      images.push({ id: item.id, src, name: item.media.filename ?? item.text ?? this.say?.('summary.image') ?? '', download: src });
    }
    return images;
  }

  #pictureOpened(event: CustomEvent<{ messageId: string }>): void {
    const at = this.#pictures().findIndex(({ id }) => id === event.detail.messageId);
    if (at < 0) return;
    this.picture = at;
    this.#open('picture');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { conversation, draft, say, format } = this;
    if (!conversation || !say || !format || !draft) return nothing;
    if (conversation.phase === 'failed') return this.#failed(conversation, say);
    const { ticket } = conversation;
    if (conversation.phase === 'loading' || !ticket) return this.#loading(say);
    return html`<engage-ticket-heading
        data-part="heading"
        .ticket=${ticket}
        .say=${say}
        .format=${format}
        .me=${this.me}
        .colleagues=${this.colleagues}
        ?has-back=${this.hasBack}
        ?has-facts=${this.hasFacts}
        ?compact=${this.compact || this.isNarrow}
        ?stacked=${this.compact || this.isStacked}
        @ticket-change=${(event: CustomEvent<{ field: 'status' | 'priority' | 'assignee' | 'category' | 'subject'; value: string | null }>) => this.#act({ do: 'change', ...event.detail })}
        @resolve-ask=${() => this.#open('resolve')}
      ></engage-ticket-heading>
      ${this.#presence(conversation, say)}
      ${conversation.isStale && !this.offline ? html`<engage-banner tone="warning">${say('stale')}<engage-button slot="action" variant="link" size="small" @click=${() => this.#act({ do: 'reload' })}>${say('failure.tryAgain')}</engage-button></engage-banner>` : nothing}
      ${ticket.number.isStopped ? html`<engage-number-stopped name=${ticket.number.name} .resume=${this.me?.role === 'admin' ? this.resumeNumber : null}></engage-number-stopped>` : nothing}
      <engage-outlet-choice .ticket=${ticket} .say=${say} ?locked=${!this.me?.can.linkOutlet} @outlet-link=${this.#linked} @outlet-search=${() => this.#open('finder')} ?hidden=${ticket.linkState === 'linked'}></engage-outlet-choice>
      <engage-thread-view
        data-part="thread"
        .conversation=${conversation}
        .say=${say}
        .format=${format}
        server=${this.server}
        me=${this.me?.userId ?? ''}
        ?answerable=${this.me?.can.reply ?? false}
        @load-older=${() => this.#act({ do: 'older' })}
        @message-reply=${(event: CustomEvent<{ messageId: string }>) => this.write('reply', event.detail.messageId)}
        @message-react=${(event: CustomEvent<{ messageId: string; emoji: string }>) => this.#act({ do: 'react', ...event.detail })}
        @message-retry=${(event: CustomEvent<{ messageId: string }>) => this.#act({ do: 'retry', ...event.detail })}
        @pending-again=${(event: CustomEvent<{ clientKey: string }>) => this.#act({ do: 'again', ...event.detail })}
        @pending-discard=${(event: CustomEvent<{ clientKey: string }>) => this.#act({ do: 'discard', ...event.detail })}
        @media-expired=${(event: CustomEvent<{ messageId: string }>) => this.#act({ do: 'media', ...event.detail })}
        @media-open=${this.#pictureOpened}
        @quote-open=${this.#quoteOpened}
        @choose-template=${() => this.#open('template')}
      ></engage-thread-view>
      <engage-composer
        data-part="composer"
        .conversation=${conversation}
        .draft=${draft}
        .say=${say}
        .format=${format}
        ?can-reply=${this.me?.can.reply ?? false}
        ?can-upload=${this.me?.can.upload ?? false}
        ?offline=${this.offline}
        ?compact=${this.compact || this.isNarrow}
        @write=${(event: CustomEvent<{ mode: Draft['mode'] }>) => this.write(event.detail.mode)}
        @draft-change=${(event: CustomEvent<Partial<Draft>>) => this.#act({ do: 'draft', change: event.detail })}
        @reply-send=${(event: CustomEvent<{ force: boolean }>) => this.#act({ do: 'send', ...event.detail })}
        @note-add=${() => this.#act({ do: 'note' })}
        @keep-writing=${() => this.#act({ do: 'keep-writing' })}
        @ticket-reopen=${() => this.#act({ do: 'change', field: 'status', value: 'open' })}
        @choose-template=${() => this.#open('template')}
        @buttons-ask=${() => {
          this.#askedAt = draft.baseRevision ?? conversation.revision;
          this.#open('question');
        }}
      ></engage-composer>
      ${this.#overlays(conversation, say)}`;
  }

  #overlays(conversation: Conversation, say: ConversationSay): TemplateResult {
    // each is in the page only once it was asked for: its code is not there before
    return html`${
      this.overlay === 'template'
        ? html`<engage-template-picker
          open
          .say=${say}
          .format=${this.format}
          .load=${this.loadTemplates}
          @close=${this.#close}
          @template-send=${(event: CustomEvent<{ template: TemplateView; variables: Record<string, string>; body: string }>) => {
            this.#close();
            this.#act({ do: 'template', ...event.detail });
          }}
        ></engage-template-picker>`
        : nothing
    }${
      this.overlay === 'question'
        ? html`<engage-button-question open .say=${say} .start=${this.draft?.reply ?? ''} @close=${this.#close} @question-send=${this.#asked}></engage-button-question>`
        : nothing
    }${
      this.overlay === 'resolve'
        ? html`<engage-resolve-dialog
          open
          ?locked=${!this.me?.can.linkOutlet}
          .say=${say}
          .ticket=${conversation.ticket}
          @close=${this.#close}
          @outlet-choose=${() => this.#open('finder')}
          @resolve=${() => {
            this.#close();
            this.#act({ do: 'change', field: 'status', value: 'resolved' });
          }}
        ></engage-resolve-dialog>`
        : nothing
    }${this.overlay === 'finder' ? html`<engage-outlet-finder open .say=${say} .search=${this.searchOutlets} @close=${this.#close} @outlet-link=${this.#linked}></engage-outlet-finder>` : nothing}${
      this.overlay === 'picture'
        ? html`<engage-lightbox open .images=${this.#pictures()} index=${this.picture} @close=${this.#close}></engage-lightbox>`
        : nothing
    }`;
  }

  #presence({ viewers }: Conversation, say: ConversationSay): TemplateResult | typeof nothing {
    const typing = viewers.find(({ state }) => state === 'typing_reply') ?? viewers.find(({ state }) => state === 'typing_note');
    const present = typing ?? viewers.find(({ state }) => state === 'viewing') ?? viewers[0];
    if (!present) return nothing;
    return html`<engage-banner tone="warning" icon=${typing ? 'message-square-text' : 'eye'}>${say(`presence.${present.state}`, { name: present.name })}${viewers.length > 1 ? ` ${say('presence.more', { count: viewers.length - 1 })}` : ''}</engage-banner>`;
  }

  #failed({ error }: Conversation, say: ConversationSay): TemplateResult {
    const code = error?.code ?? 'internal';
    const isFinal = code === 'not_found' || code === 'forbidden';
    return html`<engage-error-state heading=${say(isFinal ? 'ticket.gone' : 'ticket.failed')} reference=${error?.requestId ?? ''} ?final=${isFinal} @retry=${() => this.#act({ do: 'reload' })}>${say(error?.offline ? 'error.offline' : `error.${code}`)}</engage-error-state>`;
  }

  #loading(say: ConversationSay): TemplateResult {
    return html`<div class="loading" aria-busy="true" aria-label=${say('loading')} role="status">
      <div class="head"><engage-skeleton width="60%"></engage-skeleton><engage-skeleton width="32%"></engage-skeleton></div>
      <engage-skeleton shape="block" width="56%" height="52px"></engage-skeleton>
      <engage-skeleton shape="block" width="42%" height="36px"></engage-skeleton>
      <engage-skeleton class="end" shape="block" width="60%" height="68px"></engage-skeleton>
      <engage-skeleton shape="block" width="50%" height="36px"></engage-skeleton>
      <engage-skeleton shape="block" height="96px"></engage-skeleton>
    </div>`;
  }
}

defineElement(tag('conversation-pane'), ConversationPane);

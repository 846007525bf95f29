import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Conversation } from '../../core/conversation/conversation.ts';
import type { Draft } from '../../core/conversation/drafts.ts';
import { defineElement } from '../../core/define-element.ts';
import { EngageElement } from '../../core/engage-element.ts';
import type { Format } from '../../core/format.ts';
import { tag } from '../../core/tag.ts';
import '../button.ts';
import '../icon.ts';
import '../icon-button.ts';
import '../popover.ts';
import type { Textarea } from '../textarea.ts';
import '../textarea.ts';
import { composerStyles } from './composer-styles.ts';
import type { ConversationSay } from './conversation-words.ts';
import { messageSummary } from './message-summary.ts';
import { windowState } from './window-state.ts';

/** The longest text WhatsApp carries. */
const LONGEST = 4096;

/**
 * Where replies and notes are written. Keeps nothing itself: the draft comes in and every change goes out, so that it is there
 * again when the person comes back to the ticket.
 * @tag engage-composer
 * @fires write - the person wants to write a reply or a note: detail `{ mode }`; answered by `focus()` once it is shown
 * @fires draft-change - detail is the part of the draft that changed
 * @fires reply-send - send the draft; detail `{ force }`
 * @fires note-add - keep the note
 * @fires choose-template - a template is wanted
 * @fires buttons-ask - a question with buttons is wanted
 * @fires ticket-reopen - the ticket is closed and shall not be
 * @fires keep-writing - the colleague's answer was seen
 */
export class Composer extends EngageElement {
  static override styles: CSSResultGroup = [EngageElement.styles, composerStyles];

  @property({ attribute: false }) conversation: Conversation | null = null;
  @property({ attribute: false }) draft: Draft | null = null;
  @property({ attribute: false }) say: ConversationSay | null = null;
  @property({ attribute: false }) format: Format | null = null;

  /** the person may answer merchants; without it there are only notes */
  @property({ type: Boolean, attribute: 'can-reply' }) canReply = false;

  @property({ type: Boolean, attribute: 'can-upload' }) canUpload = false;

  /** no connection: replies wait and go out by themselves */
  @property({ type: Boolean }) offline = false;

  /** for narrow places: fewer words */
  @property({ type: Boolean, reflect: true }) compact = false;

  @state() private now = Date.now();
  @state() private isDropping = false;
  @state() private problem = '';
  @state() private hasEmoji = false;
  @state() private isUntilShown = false;
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.now = Date.now();
    this.#clock = setInterval(() => {
      this.now = Date.now();
    }, 20_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
  }

  get #textarea(): Textarea | null {
    return this.renderRoot.querySelector<Textarea>('.words');
  }

  /** Puts the caret into the text, or, where nothing can be written, onto what can be done instead. */
  override focus(): void {
    (this.#textarea ?? this.renderRoot.querySelector<HTMLElement>('.shut engage-button'))?.focus();
  }

  get #mode(): Draft['mode'] {
    return this.canReply ? (this.draft?.mode ?? 'reply') : 'note';
  }

  #changed(change: Partial<Draft>): void {
    this.emit('draft-change', change);
  }

  #typed(event: Event): void {
    event.stopPropagation();
    const value = this.#textarea?.value ?? '';
    this.problem = '';
    this.#changed(this.#mode === 'note' ? { note: value } : { reply: value });
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#submit(false);
  }

  #submit(isForced: boolean): void {
    const { draft, conversation } = this;
    if (!draft || !conversation) return;
    if (this.#mode === 'note') {
      if (draft.note.trim() && !conversation.isNoting) this.emit('note-add');
      return;
    }
    if (this.#blocked()) return;
    if (conversation.collision.length && !isForced) {
      this.renderRoot.querySelector<HTMLElement>('.collision engage-button')?.focus();
      return;
    }
    this.emit('reply-send', { force: isForced });
    this.focus();
  }

  /** Why Send does nothing right now, in words; empty when it does. */
  #blocked(): string {
    const { draft, say } = this;
    if (!draft || !say) return '';
    const text = this.#mode === 'note' ? draft.note : draft.reply;
    if (!text.trim() && (this.#mode === 'note' || draft.files.length === 0)) return say('composer.emptyHint');
    if (this.#mode === 'reply' && text.trim().length > LONGEST) return say('composer.tooLong', { count: text.trim().length - LONGEST });
    return '';
  }

  #attach(list: Iterable<File>): void {
    // the list is emptied when this event is over
    const files = [...list];
    import('./attachment-problem.ts').then(
      ({ attachmentProblem }) => {
        const { format, draft } = this;
        if (!format || !draft || !this.canUpload || this.#mode !== 'reply') return;
        const kept = [...draft.files];
        this.problem = '';
        for (const file of files) {
          const problem = attachmentProblem(this, format, file, kept.length);
          if (problem) this.problem = problem;
          else kept.push(file);
        }
        if (kept.length !== draft.files.length) this.#changed({ files: kept });
      },
      () => {
        this.problem = this.say?.('notice.unavailable') ?? '';
      },
    );
  }

  #picked(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#attach(event.target.files ?? []);
    event.target.value = '';
  }

  #pasted(event: ClipboardEvent): void {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    this.#attach(files);
  }

  #dragged(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files') || this.#mode !== 'reply' || !this.canUpload) return;
    event.preventDefault();
    this.isDropping = event.type !== 'dragleave' && event.type !== 'drop';
    if (event.type === 'drop') this.#attach(event.dataTransfer.files);
  }

  #emojiShown(): void {
    this.hasEmoji = true;
    import('../emoji-picker.ts').catch(() => {
      this.hasEmoji = false;
    });
  }

  #emojiChosen(event: CustomEvent<{ value: string }>): void {
    event.stopPropagation();
    this.#textarea?.insert(event.detail.value);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { conversation, draft, say, format } = this;
    const ticket = conversation?.ticket;
    if (!conversation || !draft || !say || !format || !ticket) return nothing;
    const mode = this.#mode;
    const open = windowState(ticket.windowEndsAt, this.now);
    const isDone = mode === 'reply' && ticket.status === 'closed';
    const isClosed = mode === 'reply' && open.kind === 'closed';
    return html`<div class="composer ${mode}" @dragenter=${this.#dragged} @dragover=${this.#dragged} @dragleave=${this.#dragged} @drop=${this.#dragged}>
      <div class="head">
        <div role="tablist" aria-label=${say('composer.label')} @keydown=${this.#switched}>${this.canReply ? this.#tab('reply', say('composer.reply')) : nothing}${this.#tab('note', say('composer.note'))}</div>
        ${
          mode === 'reply'
            ? isDone
              ? html`<span class="window closed"><engage-icon name="lock"></engage-icon>${say('closed.short')}</span>`
              : open.kind === 'closed'
                ? html`<span class="window closed"><engage-icon name="lock"></engage-icon>${say('window.closedShort')}</span>`
                : this.#left(
                    open.kind,
                    say(this.compact ? 'window.leftShort' : 'window.left', { left: format.left(open.leftMs) }),
                    say('window.until', { at: format.exact(ticket.windowEndsAt ?? '') }),
                  )
            : html`<span class="window"><engage-icon name="lock"></engage-icon>${say('note.label')}</span>`
        }
      </div>
      <div role="tabpanel" aria-label=${say(mode === 'reply' ? 'composer.reply' : 'composer.note')}>
        ${isDone ? this.#done(say) : isClosed ? this.#closed(say, format, open.kind === 'closed' ? open.sinceMs : null) : html`${this.#collision(say)}${this.#box(draft, say)}`}
      </div>
      ${this.isDropping ? html`<div class="drop"><engage-icon name="paperclip"></engage-icon>${say('attachment.drop')}</div>` : nothing}
    </div>`;
  }

  /** How long the window is open; a press shows until when. */
  #left(kind: string, left: string, until: string): TemplateResult {
    const [shown, hidden] = this.isUntilShown ? [until, left] : [left, until];
    return html`<button type="button" class="window ${kind}" title=${hidden} @click=${() => (this.isUntilShown = !this.isUntilShown)}>${kind === 'ending' ? html`<engage-icon name="clock"></engage-icon>` : nothing}${shown}<span class="sr-only">, ${hidden}</span></button>`;
  }

  #switched(event: KeyboardEvent): void {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    if (this.canReply) this.#changed({ mode: this.#mode === 'reply' ? 'note' : 'reply' });
    this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus()).catch(() => undefined);
  }

  #tab(value: Draft['mode'], label: string): TemplateResult {
    const isOn = this.#mode === value;
    return html`<button type="button" role="tab" aria-selected=${isOn ? 'true' : 'false'} tabindex=${isOn ? 0 : -1} @click=${() => this.emit('write', { mode: value })}>${label}</button>`;
  }

  /** Nothing goes out from a closed ticket. Who may answer may also open it again. */
  #done(say: ConversationSay): TemplateResult {
    return html`<div class="shut">
      <p><b>${say('closed.title')}</b> ${say('closed.hint')}</p>
      <engage-button variant="primary" icon="rotate-cw" @click=${() => this.emit('ticket-reopen')}>${say('heading.reopen')}</engage-button>
    </div>`;
  }

  #closed(say: ConversationSay, format: Format, sinceMs: number | null): TemplateResult {
    return html`<div class="shut">
      <p>
        <b>${say('window.closed')}</b>
        ${sinceMs === null ? say('window.never') : say('window.closedHint', { ago: format.relative(new Date(this.now - sinceMs).toISOString(), this.now) })}
      </p>
      <engage-button variant="primary" icon="message-square-text" @click=${() => this.emit('choose-template')}>${say('composer.chooseTemplate')}</engage-button>
    </div>`;
  }

  #collision(say: ConversationSay): TemplateResult | typeof nothing {
    const answers = this.conversation?.collision ?? [];
    const last = answers.at(-1);
    if (this.#mode !== 'reply' || last?.kind !== 'message') return nothing;
    return html`<div class="collision" role="alert">
      <p><engage-icon name="users"></engage-icon><span><b>${say('collision.title', { name: last.author?.name ?? '' })}</b> ${say('collision.hint')}</span></p>
      <blockquote dir="auto">${messageSummary(say, last)}</blockquote>
      <div>
        <engage-button size="small" @click=${() => this.emit('keep-writing')}>${say('collision.keep')}</engage-button>
        <engage-button size="small" @click=${() => this.#submit(true)}>${say('collision.sendAnyway')}</engage-button>
        <engage-button size="small" variant="quiet" @click=${() => this.#changed({ reply: '', files: [] })}>${say('collision.discard')}</engage-button>
      </div>
    </div>`;
  }

  #box(draft: Draft, say: ConversationSay): TemplateResult {
    const isNote = this.#mode === 'note';
    const blocked = this.#blocked();
    const quoted = draft.replyToId === null ? null : this.conversation?.items.find((item) => item.kind === 'message' && item.id === draft.replyToId);
    const text = isNote ? draft.note : draft.reply;
    if (draft.files.length) import('./attachment-tray.ts').catch(() => undefined);
    return html`<div class="box">
        ${
          !isNote && quoted?.kind === 'message'
            ? html`<div class="quoted">
              <engage-icon name="reply"></engage-icon><span dir="auto">${messageSummary(say, quoted)}</span>
              <engage-icon-button size="small" icon="x" label=${say('composer.dropQuote')} @click=${() => this.#changed({ replyToId: null })}></engage-icon-button>
            </div>`
            : nothing
        }
        <engage-textarea
          class="words"
          bare
          hide-label
          rows=${this.compact ? 1 : 2}
          max-rows="9"
          label=${say(isNote ? 'composer.note' : 'composer.reply')}
          placeholder=${say(isNote ? 'composer.notePlaceholder' : 'composer.replyPlaceholder')}
          .value=${text}
          @input=${this.#typed}
          @change=${(event: Event) => event.stopPropagation()}
          @keydown=${this.#pressed}
          @paste=${this.#pasted}
        ></engage-textarea>
        ${
          !isNote && draft.files.length
            ? html`<engage-attachment-tray .files=${draft.files} .format=${this.format} @remove-file=${(event: CustomEvent<{ index: number }>) => this.#changed({ files: draft.files.filter((_, index) => index !== event.detail.index) })}></engage-attachment-tray>`
            : nothing
        }
        <div class="tools">
          ${isNote ? nothing : this.#tools(say)}
          <span class="hint">${this.compact ? nothing : say('composer.enterHint')}</span>
          <engage-button variant="primary" label=${blocked ? `${say(isNote ? 'composer.addNote' : 'composer.send')}. ${blocked}` : ''} ?disabled=${blocked !== ''} ?loading=${isNote && (this.conversation?.isNoting ?? false)} icon=${isNote ? 'lock' : ''} @click=${() => this.#submit(false)}
            >${say(isNote ? 'composer.addNote' : 'composer.send')}</engage-button
          >
        </div>
      </div>
      ${this.problem || (text.length > LONGEST - 200 && !isNote) ? html`<p class="problem" role="alert"><engage-icon name="circle-alert"></engage-icon>${this.problem || blocked || say('composer.left', { count: LONGEST - text.length })}</p>` : nothing}
      ${this.offline && !isNote ? html`<p class="problem quiet"><engage-icon name="wifi-off"></engage-icon>${say('composer.offline')}</p>` : nothing}`;
  }

  #tools(say: ConversationSay): TemplateResult {
    return html`${
      this.canUpload
        ? html`<engage-icon-button icon="paperclip" label=${say('composer.attach')} @click=${() => this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click()}></engage-icon-button>
            <input type="file" multiple hidden tabindex="-1" aria-label=${say('composer.attach')} @change=${this.#picked} />`
        : nothing
    }
      <engage-popover label=${say('composer.emoji')} placement="top-start" @show=${this.#emojiShown}>
        <engage-icon-button slot="trigger" icon="smile" label=${say('composer.emoji')}></engage-icon-button>
        ${this.hasEmoji ? html`<engage-emoji-picker @choose=${this.#emojiChosen}></engage-emoji-picker>` : nothing}
      </engage-popover>
      <engage-icon-button icon="list-checks" label=${say('ask.title')} @click=${() => this.emit('buttons-ask')}></engage-icon-button>
      <engage-icon-button icon="message-square-text" label=${say('composer.chooseTemplate')} @click=${() => this.emit('choose-template')}></engage-icon-button>`;
  }
}

defineElement(tag('composer'), Composer);

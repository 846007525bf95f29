import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InboundSpec } from '../simulators/graph/inbound-schema.ts';
import type { BusinessNumber, ChatEntry, SimulatorEvent } from '../simulators/graph/simulator-types.ts';
import { dayOf } from './day-of.ts';
import { describeEntry } from './describe-entry.ts';
import { icon } from './icon.ts';
import { type HandsetSummary, phoneNetwork } from './phone-network.ts';
import { phoneEmoji } from './phone-phrases.ts';
import { PhoneVoice } from './phone-voice.ts';
import { renderEntry, type EntryActions } from './render-entry.ts';
import { renderHandsets } from './render-handsets.ts';
import { renderSettings } from './render-settings.ts';
import { sampleAttachments } from './sample-attachments.ts';
import { timeOf } from './time-of.ts';
import { VoiceRecorder } from './voice-recorder.ts';

type Sheet = { kind: 'attach' } | { kind: 'emoji' } | { kind: 'menu'; entry: ChatEntry } | { kind: 'list'; entry: ChatEntry } | { kind: 'picture'; url: string } | null;

/** The page: merchants on the left, one phone in the middle, what can be turned on the right. */
export class MerchantPhone extends LitElement {
  static override properties = {
    handsets: { state: true },
    current: { state: true },
    chat: { state: true },
    number: { state: true },
    sheet: { state: true },
    replyTo: { state: true },
    editing: { state: true },
    isTyping: { state: true },
    isLinked: { state: true },
    query: { state: true },
    recording: { state: true },
    problem: { state: true },
    notice: { state: true },
    isListShown: { state: true },
  };
  declare handsets: HandsetSummary[];
  declare current: string | null;
  declare chat: ChatEntry[];
  declare number: BusinessNumber | null;
  declare sheet: Sheet;
  declare replyTo: ChatEntry | null;
  declare editing: ChatEntry | null;
  declare isTyping: boolean;
  declare isLinked: boolean;
  declare query: string;
  declare recording: number | null;
  declare problem: string | null;
  declare notice: string | null;
  declare isListShown: boolean;
  #stop: (() => void) | null = null;
  #recorder: VoiceRecorder | null = null;
  #clock: number | undefined;
  #draftOf = new Map<string, string>();

  constructor() {
    super();
    this.handsets = [];
    this.current = null;
    this.chat = [];
    this.number = null;
    this.sheet = null;
    this.replyTo = null;
    this.editing = null;
    this.isTyping = false;
    this.isLinked = true;
    this.query = '';
    this.recording = null;
    this.problem = null;
    this.notice = null;
    this.isListShown = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = phoneNetwork.listen(this.#hear, (isConnected) => {
      if (isConnected && !this.isLinked) void this.#load();
      this.isLinked = isConnected;
    });
    addEventListener('pagehide', this.#leave);
    addEventListener('hashchange', this.#followHash);
    document.addEventListener('visibilitychange', this.#visibility);
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    removeEventListener('pagehide', this.#leave);
    removeEventListener('hashchange', this.#followHash);
    document.removeEventListener('visibilitychange', this.#visibility);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('chat') || changed.has('isTyping')) {
      const log = this.querySelector('.log');
      log?.scrollTo({ top: log.scrollHeight });
    }
  }

  protected override render(): TemplateResult {
    const handset = this.#handset();
    return html`
      <div class="stage ${this.isListShown ? 'list-shown' : ''}">
        ${renderHandsets({
          handsets: this.handsets,
          current: this.current,
          query: this.query,
          unread: (candidate) => this.#unread(candidate),
          search: (query) => {
            this.query = query;
          },
          choose: (id) => {
            location.hash = id;
            this.isListShown = false;
          },
        })}
        <main class="device" aria-label="Phone of ${handset?.name ?? 'nobody'}">
          <div class="screen">${handset === undefined ? html`<p class="blank">${this.problem ?? 'Choose a merchant.'}</p>` : this.#screen(handset)}</div>
        </main>
        ${handset === undefined
          ? nothing
          : renderSettings({
              handset,
              notice: this.notice,
              presence: (presence) => {
                void this.#try(phoneNetwork.presence(handset.id, presence));
              },
              say: (text) => {
                void this.#write({ kind: 'text', text });
              },
              send: (spec) => {
                void this.#write(spec);
              },
              failNext: (code, words) => {
                void this.#try(phoneNetwork.fail({ recipientSuffix: handset.phone ?? handset.userId, mode: code === 0 ? 'timeout-after-accept' : 'fail', code, times: 1, details: words }));
                this.notice = `The next message to ${handset.name} will fail: ${words}`;
              },
            })}
      </div>
    `;
  }

  #screen(handset: HandsetSummary): TemplateResult {
    const entries = this.chat;
    const actions = this.#actions();
    let day = '';
    return html`
      <div class="status" aria-hidden="true"><span>${timeOf(new Date().toISOString())}</span><span class="signal ${handset.isOffline ? 'off' : ''}"><i></i><i></i><i></i><i></i></span></div>
      <header class="chat-head">
        <button
          type="button"
          class="round back"
          aria-label="Merchants"
          @click=${() => {
            this.isListShown = true;
          }}
        >
          ${icon('arrowLeft')}
        </button>
        <span class="avatar business" aria-hidden="true">${(this.number?.verifiedName ?? 'K').slice(0, 1)}</span>
        <span class="who"><b>${this.number?.verifiedName ?? 'Support'}</b><small>${this.isTyping ? 'typing…' : handset.isOffline ? 'waiting for network' : (this.number?.displayPhoneNumber ?? '')}</small></span>
      </header>
      <div class="log" role="log" aria-label="Chat" tabindex="0">
        ${entries.length === 0 ? html`<p class="hint">Write the first message: it arrives at the business as a real webhook.</p>` : nothing}
        ${repeat(
          entries,
          (entry) => entry.id,
          (entry, index) => {
            const name = dayOf(entry.at);
            const isNewDay = name !== day;
            day = name;
            return html`${isNewDay ? html`<div class="day"><span>${name}</span></div>` : nothing}${renderEntry(entry, isNewDay || entries[index - 1]?.direction !== entry.direction, actions)}`;
          },
        )}
        ${this.isTyping ? html`<div class="entry theirs first"><div class="bubble dots" role="img" aria-label="The business is typing"><i></i><i></i><i></i></div></div>` : nothing}
      </div>
      ${this.#composer(handset)} ${this.#sheet(handset)} ${this.isLinked ? nothing : html`<p class="offline" role="status">The simulator does not answer. Trying again.</p>`} ${this.problem === null ? nothing : html`<p class="offline" role="alert">${this.problem}</p>`}
    `;
  }

  #composer(handset: HandsetSummary): TemplateResult {
    if (this.recording !== null) {
      return html`
        <div class="composer recording">
          <button type="button" class="round" aria-label="Discard voice message" @click=${this.#cancelVoice}>${icon('trash')}</button>
          <span class="rec" role="status"><i></i> ${Math.floor(this.recording / 60)}:${String(Math.floor(this.recording % 60)).padStart(2, '0')}</span>
          <span class="pulse" aria-hidden="true">${Array.from({ length: 26 }, () => html`<i></i>`)}</span>
          <button type="button" class="round go" aria-label="Send voice message" @click=${this.#sendVoice}>${icon('send')}</button>
        </div>
      `;
    }
    const target = this.replyTo ?? this.editing;
    return html`
      ${target === null
        ? nothing
        : html`<div class="replying"><span><b>${this.editing === null ? `Reply to ${target.direction === 'in' ? 'yourself' : (this.number?.verifiedName ?? 'Support')}` : 'Edit message'}</b><small>${describeEntry(target)}</small></span><button type="button" class="round" aria-label="Cancel" @click=${this.#clearTarget}>${icon('x')}</button></div>`}
      <form class="composer" @submit=${this.#submit}>
        <button type="button" class="round" aria-label="Emoji" @click=${() => this.#toggle('emoji')}>${icon('smile')}</button>
        <textarea rows="1" aria-label="Message" placeholder="Message" .value=${this.#draftOf.get(handset.id) ?? ''} @input=${this.#typed} @keydown=${this.#key}></textarea>
        <button type="button" class="round" aria-label="Attach" @click=${() => this.#toggle('attach')}>${icon('plus')}</button>
        <button type="button" class="round go mic" aria-label="Record voice message" @click=${this.#recordVoice}>${icon('mic')}</button>
        <button type="submit" class="round go" aria-label="Send">${icon('send')}</button>
      </form>
    `;
  }

  #sheet(handset: HandsetSummary): TemplateResult | typeof nothing {
    const { sheet } = this;
    if (sheet === null) return nothing;
    const close = (): void => {
      this.sheet = null;
    };
    const body = (): TemplateResult => {
      switch (sheet.kind) {
        case 'emoji':
          return html`<div class="emoji">${phoneEmoji.map((emoji) => html`<button type="button" @click=${() => this.#insert(emoji)}>${emoji}</button>`)}</div>`;
        case 'attach':
          return html`<div class="attach">
            ${sampleAttachments(handset).map(
              (item) => html`<button
                type="button"
                data-attachment=${item.key}
                @click=${() => {
                  close();
                  void this.#attach(item.make);
                }}
              >
                <span class="tile ${item.tone}">${item.picture === null ? icon(item.icon) : html`<img src=${item.picture} alt="" />`}</span>${item.label}
              </button>`,
            )}
            <label><span class="tile grey">${icon('plus')}</span>Own file<input type="file" accept="image/*,video/mp4,audio/*,application/pdf" @change=${this.#pickFile} /></label>
          </div>`;
        case 'menu': {
          const { entry } = sheet;
          return html`<div class="menu">
            <div class="react">${['👍', '❤️', '😂', '😮', '😢', '🙏'].map((emoji) => html`<button type="button" aria-pressed=${entry.merchantReaction === emoji} @click=${() => this.#react(entry, entry.merchantReaction === emoji ? '' : emoji)}>${emoji}</button>`)}</div>
            <button
              type="button"
              @click=${() => {
                this.replyTo = entry;
                this.editing = null;
                close();
                this.#focus();
              }}
            >
              ${icon('reply')} Reply
            </button>
            ${entry.direction === 'in' && entry.kind === 'text' && !entry.isRevoked
              ? html`<button
                  type="button"
                  @click=${() => {
                    this.editing = entry;
                    this.replyTo = null;
                    this.#draftOf.set(handset.id, entry.text ?? '');
                    close();
                    this.#focus();
                  }}
                >
                  ${icon('fileText')} Edit
                </button>`
              : nothing}
            ${entry.direction === 'in' && !entry.isRevoked ? html`<button type="button" @click=${() => this.#revoke(entry)}>${icon('trash')} Delete for everyone</button>` : nothing}
          </div>`;
        }
        case 'list':
          return html`<div class="menu options">
            <b>${sheet.entry.listButton}</b>
            ${sheet.entry.choices.map((choice, index) => {
              const isNew = choice.section !== null && choice.section !== sheet.entry.choices[index - 1]?.section;
              return html`${isNew ? html`<small class="section">${choice.section}</small>` : nothing}<button type="button" data-choice=${choice.id} @click=${() => this.#choose(sheet.entry, choice)}><span>${choice.title}<small>${choice.description ?? ''}</small></span></button>`;
            })}
          </div>`;
        case 'picture':
          return html`<img class="full" src=${sheet.url} alt="Photo" />`;
      }
    };
    return html`<div class="veil ${sheet.kind}" @click=${close}></div>
      <div class="sheet ${sheet.kind}" role="dialog" aria-label="Options" @keydown=${(event: KeyboardEvent) => (event.key === 'Escape' ? close() : undefined)}>
        ${body()}${sheet.kind === 'picture' ? html`<button type="button" class="round shut" aria-label="Close" @click=${close}>${icon('x')}</button>` : nothing}
      </div>`;
  }

  #actions(): EntryActions {
    return {
      find: (id) => this.chat.find((entry) => entry.id === id),
      businessName: this.number?.verifiedName ?? 'Support',
      openMenu: (entry) => {
        this.sheet = { kind: 'menu', entry };
      },
      openPicture: (url) => {
        this.sheet = { kind: 'picture', url };
      },
      openList: (entry) => {
        this.sheet = { kind: 'list', entry };
      },
      choose: (entry, choice) => this.#choose(entry, choice),
      jump: (id) => {
        const target = [...this.querySelectorAll<HTMLElement>('[data-entry]')].find((element) => element.dataset['entry'] === id);
        target?.scrollIntoView({ block: 'center' });
        target?.animate([{ opacity: 0.35 }, { opacity: 1 }], { duration: 700 });
      },
    };
  }

  readonly #hear = (event: SimulatorEvent): void => {
    if (event.type === 'reset') {
      void this.#load();
      return;
    }
    if (event.type === 'typing') {
      if (event.handsetId === this.current) this.isTyping = event.isTyping;
      return;
    }
    if (event.type === 'handset') {
      const isKnown = this.handsets.some((handset) => handset.id === event.handset.id);
      this.handsets = isKnown ? this.handsets.map((handset) => (handset.id === event.handset.id ? { ...handset, ...event.handset } : handset)) : [...this.handsets, { ...event.handset, last: null }];
      return;
    }
    const { entry } = event;
    this.handsets = this.handsets.map((handset) => (handset.id === entry.handsetId && (handset.last === null || handset.last.id === entry.id || handset.last.at <= entry.at) ? { ...handset, last: entry } : handset));
    if (!this.handsets.some((handset) => handset.id === entry.handsetId)) void this.#load();
    if (entry.handsetId !== this.current) return;
    const at = this.chat.findIndex((known) => known.id === entry.id);
    this.chat = at === -1 ? [...this.chat, entry].sort((one, two) => one.at.localeCompare(two.at)) : this.chat.map((known) => (known.id === entry.id ? entry : known));
    this.#markSeen();
  };

  async #load(): Promise<void> {
    await this.#try(
      (async () => {
        const [numbers, handsets] = await Promise.all([phoneNetwork.numbers(), phoneNetwork.handsets()]);
        this.number = numbers[0] ?? null;
        this.handsets = handsets;
        const wanted = decodeURIComponent(location.hash.slice(1));
        await this.#open(handsets.some((handset) => handset.id === wanted) ? wanted : (this.current ?? handsets[0]?.id ?? null));
      })(),
    );
  }

  async #open(id: string | null): Promise<void> {
    if (this.current !== null && this.current !== id) void phoneNetwork.presence(this.current, { isOpen: false });
    if (this.current !== id) Object.assign(this, { replyTo: null, editing: null, isTyping: false, sheet: null, notice: null });
    this.current = id;
    if (id === null) return;
    this.chat = await phoneNetwork.chat(id);
    this.#markSeen();
    await phoneNetwork.presence(id, { isOpen: !document.hidden });
  }

  async #write(spec: InboundSpec): Promise<void> {
    if (this.current === null) return;
    await this.#try(phoneNetwork.write(this.current, this.replyTo === null ? spec : { ...spec, replyToId: this.replyTo.id }));
    this.replyTo = null;
  }

  async #try(work: Promise<unknown>): Promise<void> {
    try {
      await work;
      this.problem = null;
    } catch (cause) {
      this.problem = cause instanceof Error ? cause.message : String(cause);
    }
  }

  async #attach(make: () => Promise<{ spec: InboundSpec; file: Blob | null; filename: string | null }>): Promise<void> {
    await this.#try(
      (async () => {
        const { spec, file, filename } = await make();
        await this.#write(file === null ? spec : ({ ...spec, mediaId: await phoneNetwork.upload(file, filename) } as InboundSpec));
      })(),
    );
  }

  #choose(entry: ChatEntry, choice: ChatEntry['choices'][number]): void {
    this.sheet = null;
    if (choice.kind === 'link') {
      open(choice.id, '_blank', 'noopener');
      return;
    }
    const shared = { replyToId: entry.id };
    if (choice.kind === 'template') void this.#write({ ...shared, kind: 'button', text: choice.title, payload: choice.id });
    else if (choice.kind === 'list') void this.#write({ ...shared, kind: 'list_reply', choiceId: choice.id, title: choice.title, ...(choice.description === null ? {} : { description: choice.description }) });
    else void this.#write({ ...shared, kind: 'button_reply', choiceId: choice.id, title: choice.title });
  }

  #react(entry: ChatEntry, emoji: string): void {
    this.sheet = null;
    void this.#write({ kind: 'reaction', messageId: entry.id, emoji });
  }

  #revoke(entry: ChatEntry): void {
    this.sheet = null;
    void this.#write({ kind: 'revoke', messageId: entry.id });
  }

  #insert(text: string): void {
    const field = this.querySelector('textarea');
    if (field === null || this.current === null) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    this.#draftOf.set(this.current, field.value);
    this.requestUpdate();
  }

  #toggle(kind: 'emoji' | 'attach'): void {
    this.sheet = this.sheet?.kind === kind ? null : { kind };
  }

  #focus(): void {
    void this.updateComplete.then(() => {
      this.querySelector('textarea')?.focus();
    });
  }

  #handset(): HandsetSummary | undefined {
    return this.handsets.find((handset) => handset.id === this.current);
  }

  #unread(handset: HandsetSummary): boolean {
    return handset.id !== this.current && handset.last?.direction === 'out' && handset.last.at > (localStorage.getItem(`engage-demo-seen:${handset.id}`) ?? '');
  }

  #markSeen(): void {
    if (this.current !== null) localStorage.setItem(`engage-demo-seen:${this.current}`, this.chat.at(-1)?.at ?? '');
  }

  readonly #typed = (event: InputEvent): void => {
    const field = event.currentTarget as HTMLTextAreaElement;
    if (this.current !== null) this.#draftOf.set(this.current, field.value);
    field.rows = Math.min(5, field.value.split('\n').length);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit(event);
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.current === null) return;
    const text = (this.#draftOf.get(this.current) ?? '').trim();
    if (text === '') return;
    this.#draftOf.delete(this.current);
    const field = this.querySelector('textarea');
    if (field !== null) Object.assign(field, { value: '', rows: 1 });
    this.sheet = null;
    const { editing } = this;
    this.editing = null;
    void this.#write(editing === null ? { kind: 'text', text } : { kind: 'edit', messageId: editing.id, text });
    this.requestUpdate();
  };

  readonly #clearTarget = (): void => {
    if (this.editing !== null && this.current !== null) this.#draftOf.delete(this.current);
    this.replyTo = null;
    this.editing = null;
  };

  readonly #pickFile = (event: Event): void => {
    const file = (event.currentTarget as HTMLInputElement).files?.[0];
    this.sheet = null;
    if (file === undefined) return;
    const kind = /^image\//.test(file.type) ? 'image' : /^video\//.test(file.type) ? 'video' : /^audio\//.test(file.type) ? 'audio' : 'document';
    void this.#attach(async () => await Promise.resolve({ spec: { kind, ...(kind === 'document' ? { filename: file.name } : {}) }, file, filename: file.name }));
  };

  readonly #recordVoice = (): void => {
    this.sheet = null;
    this.#recorder = new VoiceRecorder();
    this.#recorder.start();
    this.recording = 0;
    this.#clock = window.setInterval(() => {
      this.recording = this.#recorder?.seconds ?? null;
    }, 200);
  };

  readonly #cancelVoice = (): void => {
    this.#recorder?.cancel();
    this.#endVoice();
  };

  readonly #sendVoice = (): void => {
    const recorder = this.#recorder;
    this.#endVoice();
    if (recorder !== null) void this.#attach(async () => ({ spec: { kind: 'voice' }, file: await recorder.stop(), filename: null }));
  };

  #endVoice(): void {
    clearInterval(this.#clock);
    this.#recorder = null;
    this.recording = null;
  }

  readonly #leave = (): void => {
    if (this.current !== null) phoneNetwork.leave(this.current);
  };

  readonly #followHash = (): void => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (this.handsets.some((handset) => handset.id === wanted)) void this.#try(this.#open(wanted));
  };

  readonly #visibility = (): void => {
    if (this.current !== null) void this.#try(phoneNetwork.presence(this.current, { isOpen: !document.hidden }));
  };
}

customElements.define('phone-voice', PhoneVoice);
customElements.define('merchant-phone', MerchantPhone);

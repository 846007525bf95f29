import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InboundSpec } from '../simulators/graph/inbound-schema.ts';
import type { ChatEntry } from '../simulators/graph/simulator-types.ts';
import { dayOf } from './day-of.ts';
import { icon } from './icon.ts';
import { type HandsetSummary, phoneNetwork } from './phone-network.ts';
import { PhoneStore } from './phone-store.ts';
import { PhoneVoice } from './phone-voice.ts';
import { renderEntry, type EntryActions } from './render-entry.ts';
import { renderHandsets } from './render-handsets.ts';
import { renderSettings } from './render-settings.ts';
import { renderComposer } from './render-composer.ts';
import { renderSheet, type Sheet } from './render-sheet.ts';
import { timeOf } from './time-of.ts';
import { VoiceRecorder } from './voice-recorder.ts';

/** The page: merchants on the left, one phone in the middle, what can be turned on the right. */
export class MerchantPhone extends LitElement {
  static override properties = {
    sheet: { state: true },
    replyTo: { state: true },
    editing: { state: true },
    query: { state: true },
    recording: { state: true },
    notice: { state: true },
    isListShown: { state: true },
  };
  declare sheet: Sheet;
  declare replyTo: ChatEntry | null;
  declare editing: ChatEntry | null;
  declare query: string;
  declare recording: number | null;
  declare notice: string | null;
  declare isListShown: boolean;
  readonly store = new PhoneStore((what) => {
    if (this.#shown !== this.store.current) Object.assign(this, { replyTo: null, editing: null, sheet: null, notice: null });
    this.#shown = this.store.current;
    this.#mustScroll ||= what === 'chat';
    this.requestUpdate();
  });
  #shown: string | null = null;
  #listed: string | null = null;
  #mustScroll = false;
  #recorder: VoiceRecorder | null = null;
  #clock: number | undefined;
  #draftOf = new Map<string, string>();

  constructor() {
    super();
    this.sheet = null;
    this.replyTo = null;
    this.editing = null;
    this.query = '';
    this.recording = null;
    this.notice = null;
    this.isListShown = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.disconnect();
  }

  protected override updated(): void {
    if (this.#listed !== this.store.current) {
      this.#listed = this.store.current;
      this.querySelector('.handset[aria-current]')?.scrollIntoView({ block: 'center' });
    }
    if (this.notice !== null) this.querySelector('.notice')?.scrollIntoView({ block: 'nearest' });
    if (!this.#mustScroll) return;
    this.#mustScroll = false;
    const log = this.querySelector('.log');
    if (!log) return;
    const toEnd = (): void => log.scrollTo({ top: log.scrollHeight });
    toEnd();
    // voice messages draw themselves after this element did, pictures when they have come
    void Promise.all([...log.querySelectorAll<PhoneVoice>('phone-voice')].map((voice) => voice.updateComplete)).then(toEnd);
    for (const picture of log.querySelectorAll('img')) if (!picture.complete) picture.addEventListener('load', toEnd, { once: true });
  }

  protected override render(): TemplateResult {
    const handset = this.store.handset;
    return html`
      <div class="stage ${this.isListShown ? 'list-shown' : ''}">
        ${renderHandsets({
          handsets: this.store.handsets,
          current: this.store.current,
          query: this.query,
          unread: (candidate) => this.store.isUnread(candidate),
          search: (query) => {
            this.query = query;
          },
          choose: (id) => {
            location.hash = id;
            this.isListShown = false;
          },
        })}
        <main class="device" aria-label="Phone of ${handset?.name ?? 'nobody'}">
          <div class="screen">${handset === undefined ? html`<p class="blank">${this.store.problem ?? 'Choose a merchant.'}</p>` : this.#screen(handset)}</div>
        </main>
        ${
          handset === undefined
            ? nothing
            : renderSettings({
                handset,
                notice: this.notice,
                presence: (presence) => {
                  void this.store.attempt(async () => await phoneNetwork.presence(handset.id, presence));
                },
                say: (text) => {
                  void this.#write({ kind: 'text', text });
                },
                send: (spec) => {
                  void this.#write(spec);
                },
                failNext: (code, words) => {
                  void this.store.attempt(
                    async () =>
                      await phoneNetwork.fail({
                        recipientSuffix: handset.phone ?? handset.userId,
                        mode: code === 0 ? 'timeout-after-accept' : 'fail',
                        code,
                        times: 1,
                        details: words,
                      }),
                  );
                  this.notice = `The next message to ${handset.name} will fail: ${words}`;
                },
                writeYesterday: () => void this.#writeYesterday(),
              })
        }
      </div>
    `;
  }

  #screen(handset: HandsetSummary): TemplateResult {
    const entries = this.store.chat;
    const actions = this.#actions();
    let day = '';
    return html`
      <div class="status" aria-hidden="true"><span>${timeOf(new Date().toISOString())}</span><span class="signal ${handset.isOffline ? 'off' : ''}"><i></i><i></i><i></i><i></i></span></div>
      <header class="chat-head">
        <button
          type="button"
          class="round back"
          aria-label="Choose another merchant"
          @click=${() => {
            this.isListShown = true;
          }}
        >
          ${icon('arrowLeft')}
        </button>
        <span class="avatar business" aria-hidden="true">${(this.store.number?.verifiedName ?? 'K').slice(0, 1)}</span>
        <span class="who"><h1>${this.store.number?.verifiedName ?? 'Support'}</h1><small>${this.store.isTyping ? 'typing…' : handset.isOffline ? 'waiting for network' : (this.store.number?.displayPhoneNumber ?? '')}</small></span>
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
        ${this.store.isTyping ? html`<div class="entry theirs first"><div class="bubble dots" role="img" aria-label="The business is typing"><i></i><i></i><i></i></div></div>` : nothing}
      </div>
      ${this.#composer(handset)} ${this.#sheet(handset)} ${this.store.isLinked ? nothing : html`<p class="offline" role="status">The simulator does not answer. Trying again.</p>`} ${this.store.problem === null ? nothing : html`<p class="offline" role="alert">${this.store.problem}</p>`}
    `;
  }

  #composer(handset: HandsetSummary): TemplateResult {
    return renderComposer({
      recording: this.recording,
      target: this.replyTo ?? this.editing,
      isEditing: this.editing !== null,
      businessName: this.store.number?.verifiedName ?? 'Support',
      draft: this.#draftOf.get(handset.id) ?? '',
      submit: this.#submit,
      type: this.#typed,
      press: this.#key,
      clearTarget: this.#clearTarget,
      toggle: (kind) => {
        this.sheet = this.sheet?.kind === kind ? null : { kind };
      },
      record: this.#recordVoice,
      discardVoice: this.#cancelVoice,
      sendVoice: this.#sendVoice,
    });
  }

  #sheet(handset: HandsetSummary): TemplateResult | typeof nothing {
    return renderSheet(this.sheet, handset, {
      close: () => {
        this.sheet = null;
      },
      insert: (emoji) => {
        this.#insert(emoji);
      },
      attach: (make) => {
        void this.store.writeFile(make);
      },
      pickFile: this.#pickFile,
      react: (entry, emoji) => {
        void this.#write({ kind: 'reaction', messageId: entry.id, emoji });
      },
      reply: (entry) => {
        this.replyTo = entry;
        this.editing = null;
        this.#focus();
      },
      edit: (entry) => {
        this.editing = entry;
        this.replyTo = null;
        this.#draftOf.set(handset.id, entry.text ?? '');
        this.#focus();
      },
      revoke: (entry) => {
        void this.#write({ kind: 'revoke', messageId: entry.id });
      },
      choose: (entry, choice) => {
        this.#choose(entry, choice);
      },
    });
  }

  #actions(): EntryActions {
    return {
      find: (id) => this.store.chat.find((entry) => entry.id === id),
      businessName: this.store.number?.verifiedName ?? 'Support',
      play: (entry) => {
        if (entry.direction === 'out') void this.store.attempt(async () => await phoneNetwork.played(entry.handsetId, entry.id));
      },
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

  async #write(spec: InboundSpec): Promise<void> {
    const { replyTo } = this;
    this.replyTo = null;
    await this.store.write(replyTo === null ? spec : { ...spec, replyToId: replyTo.id });
  }

  async #writeYesterday(): Promise<void> {
    const name = await this.store.writeYesterday('Salam, laporan jualan hari ini tak boleh dibuka. Boleh tolong semak?');
    this.notice =
      name === null
        ? 'Everybody here wrote during the last 25 hours: their windows are open.'
        : `${name} wrote 25 hours ago, and WhatsApp delivers it now: only a template can answer.`;
  }

  #choose(entry: ChatEntry, choice: ChatEntry['choices'][number]): void {
    this.sheet = null;
    if (choice.kind === 'link') {
      open(choice.id, '_blank', 'noopener');
      return;
    }
    const shared = { replyToId: entry.id };
    if (choice.kind === 'template') void this.#write({ ...shared, kind: 'button', text: choice.title, payload: choice.id });
    else if (choice.kind === 'list')
      void this.#write({
        ...shared,
        kind: 'list_reply',
        choiceId: choice.id,
        title: choice.title,
        ...(choice.description === null ? {} : { description: choice.description }),
      });
    else void this.#write({ ...shared, kind: 'button_reply', choiceId: choice.id, title: choice.title });
  }

  #insert(text: string): void {
    const field = this.querySelector('textarea');
    if (field === null || this.store.current === null) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    this.#draftOf.set(this.store.current, field.value);
    this.requestUpdate();
  }

  #focus(): void {
    void this.updateComplete.then(() => {
      this.querySelector('textarea')?.focus();
    });
  }

  readonly #typed = (event: InputEvent): void => {
    const field = event.currentTarget as HTMLTextAreaElement;
    if (this.store.current !== null) this.#draftOf.set(this.store.current, field.value);
    field.rows = Math.min(5, field.value.split('\n').length);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit(event);
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.store.current === null) return;
    const text = (this.#draftOf.get(this.store.current) ?? '').trim();
    if (text === '') return;
    this.#draftOf.delete(this.store.current);
    const field = this.querySelector('textarea');
    if (field !== null) Object.assign(field, { value: '', rows: 1 });
    this.sheet = null;
    const { editing } = this;
    this.editing = null;
    void this.#write(editing === null ? { kind: 'text', text } : { kind: 'edit', messageId: editing.id, text });
    this.requestUpdate();
  };

  readonly #clearTarget = (): void => {
    if (this.editing !== null && this.store.current !== null) this.#draftOf.delete(this.store.current);
    this.replyTo = null;
    this.editing = null;
  };

  readonly #pickFile = (event: Event): void => {
    const file = (event.currentTarget as HTMLInputElement).files?.[0];
    this.sheet = null;
    if (file === undefined) return;
    const kind = (['image', 'video', 'audio'] as const).find((known) => file.type.startsWith(`${known}/`)) ?? 'document';
    void this.store.writeFile(
      async () => await Promise.resolve({ spec: { kind, ...(kind === 'document' ? { filename: file.name } : {}) }, file, filename: file.name }),
    );
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
    if (recorder !== null) void this.store.writeFile(async () => ({ spec: { kind: 'voice' }, file: await recorder.stop(), filename: null }));
  };

  #endVoice(): void {
    clearInterval(this.#clock);
    this.#recorder = null;
    this.recording = null;
  }
}

customElements.define('phone-voice', PhoneVoice);
customElements.define('merchant-phone', MerchantPhone);

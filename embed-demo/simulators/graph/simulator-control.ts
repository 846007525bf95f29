import { defaultBehaviour } from './default-behaviour.ts';
import type { InboundSpec } from './inbound-schema.ts';
import type { AcceptedMessage, Behaviour, ChatEntry, DeliveryRecord, FailureRule, Handset, HandsetSeed, SimulatorEvent } from './simulator-types.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { WebhookDispatcher } from './webhook-dispatcher.ts';
import type { WhatsAppNetwork } from './whatsapp-network.ts';
import type { WireTemplate } from './wire-types.ts';

/** What the simulator has seen, for assertions. */
export interface SimulatorState {
  now: string;
  accepted: readonly AcceptedMessage[];
  perRecipient: Record<string, number>;
  /** Items without a 200 so far, and requests under way. */
  pendingWebhooks: number;
  inFlight: number;
  deliveries: { total: number; failed: number; p50Ms: number; p99Ms: number; maxMs: number; last: readonly DeliveryRecord[] };
  behaviour: Behaviour;
}

/** The control plane as functions: what tests call in-process and `/_sim` offers over HTTP. */
export class SimulatorControl {
  readonly #network: WhatsAppNetwork;
  readonly #dispatcher: WebhookDispatcher;
  readonly #clock: VirtualClock;
  readonly #behaviour: Behaviour;
  readonly #initial: Behaviour;
  readonly #target: { url: string | null; verifyToken: string; wabaId: string };
  readonly #listeners: Set<(event: SimulatorEvent) => void>;

  constructor(parts: {
    network: WhatsAppNetwork;
    dispatcher: WebhookDispatcher;
    clock: VirtualClock;
    behaviour: Behaviour;
    target: { url: string | null; verifyToken: string; wabaId: string };
    listeners: Set<(event: SimulatorEvent) => void>;
  }) {
    this.#network = parts.network;
    this.#dispatcher = parts.dispatcher;
    this.#clock = parts.clock;
    this.#behaviour = parts.behaviour;
    this.#initial = structuredClone(parts.behaviour);
    this.#target = parts.target;
    this.#listeners = parts.listeners;
  }

  /** Turns knobs; what is not named stays. */
  configure(change: Partial<Behaviour>): Behaviour {
    Object.assign(this.#behaviour, change);
    return this.#behaviour;
  }

  /** Adds a failure rule in front of the others. */
  fail(rule: FailureRule): void {
    this.#behaviour.failures.unshift({ ...rule });
  }

  /** Where webhooks go from now on; null: nowhere. */
  configureWebhook(url: string | null): void {
    this.#target.url = url;
  }

  /** Performs Meta's verification GET; true when the challenge came back with 200. */
  async verifyWebhook(verifyToken: string = this.#target.verifyToken): Promise<boolean> {
    if (this.#target.url === null) return false;
    const challenge = String(Math.floor(Math.random() * 1e9));
    const url = new URL(this.#target.url);
    url.search = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': verifyToken }).toString();
    const answer = await fetch(url);
    return answer.status === 200 && (await answer.text()) === challenge;
  }

  /** Adds or replaces a person. */
  addHandset(seed: HandsetSeed): Handset {
    const handset = this.#network.handsets.put(seed);
    this.#emit({ type: 'handset', handset });
    return handset;
  }

  /** Everybody with a phone here. */
  handsets(): Handset[] {
    return this.#network.handsets.all();
  }

  /** A merchant writes. `who`: key, phone or BSUID; an unknown phone becomes a new person. */
  async inbound(who: string, spec: InboundSpec): Promise<ChatEntry> {
    return await this.#network.receive(who, spec);
  }

  /** Opens, closes, switches off a phone, or changes its receipts. */
  presence(who: string, presence: Partial<Pick<Handset, 'isOpen' | 'isOffline' | 'hasReadReceipts'>>): boolean {
    const handset = this.#network.handsets.find(who);
    if (handset === undefined) return false;
    this.#network.setPresence(handset, presence);
    return true;
  }

  /** Somebody listened to a voice message of the business. */
  played(messageId: string): void {
    this.#network.played(messageId);
  }

  /** A person's chat, oldest first. */
  chat(who: string): readonly ChatEntry[] {
    const handset = this.#network.handsets.find(who);
    return handset === undefined ? [] : this.#network.chats.of(handset.id);
  }

  /** What the API accepted for this person. */
  acceptedFor(who: string): AcceptedMessage[] {
    const handset = this.#network.handsets.find(who);
    return handset === undefined ? [] : this.#network.accepted.filter((message) => message.handsetId === handset.id);
  }

  /** Puts earlier chat lines and their windows in place without any webhook: the past of a demo. */
  loadHistory(entries: readonly ChatEntry[]): void {
    for (const entry of entries) {
      this.#network.publish(entry);
      if (entry.direction === 'in') this.#network.openWindow(entry.phoneNumberId, entry.handsetId, Date.parse(entry.at));
    }
  }

  /** Replaces all templates. */
  setTemplates(templates: readonly WireTemplate[]): void {
    this.#network.templates.set(templates);
  }

  /** Adds or replaces one template. */
  putTemplate(template: WireTemplate): void {
    this.#network.templates.put(template);
  }

  /**
   * Meta decides about a template, in one language or (null) in all, and says so by webhook: `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED`,
   * `REINSTATED`, or another category. Returns how many there were.
   */
  async decideTemplate(
    name: string,
    language: string | null,
    decision: { event: 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED' | 'REINSTATED'; reason?: string | undefined } | { category: WireTemplate['category'] },
  ): Promise<number> {
    const found = this.#network.templates.named(name).filter((template) => language === null || template.language === language);
    for (const template of found) {
      const who = { message_template_id: Number(template.id), message_template_name: name, message_template_language: template.language.replace('_', '-') };
      if ('category' in decision) {
        this.putTemplate({ ...template, category: decision.category });
        await this.notify('template_category_update', { ...who, previous_category: template.category, new_category: decision.category });
      } else {
        const { event, reason } = decision;
        this.putTemplate({
          ...template,
          status: event === 'REINSTATED' ? 'APPROVED' : event,
          rejected_reason: event === 'REJECTED' ? (reason ?? 'INVALID_FORMAT') : 'NONE',
        });
        const more = event === 'PAUSED' ? { other_info: { title: 'FIRST_PAUSE', description: reason ?? 'Your template has low quality.' } } : {};
        await this.notify('message_template_status_update', { event, ...who, reason: event === 'REJECTED' ? (reason ?? 'INVALID_FORMAT') : 'NONE', ...more });
      }
    }
    return found.length;
  }

  /** Keeps a file of a merchant for seven days; returns its media id. */
  addMedia(bytes: Buffer, mime: string, filename: string | null = null, id?: string): string {
    return this.#network.media.add(bytes, mime, filename, this.#clock.now(), 7, id).id;
  }

  /** Posts a delivery of the test's own making, signed unless told otherwise; resolves with the answer of the business. */
  async post(
    delivery: unknown,
    options: { raw?: Buffer | string; secret?: string; headers?: Record<string, string> } = {},
  ): Promise<{ status: number; body: string }> {
    return await this.#dispatcher.post(delivery, options);
  }

  /** Posts a change of another field (`account_update`, `message_template_status_update`, …) of this account; resolves with the answer. */
  async notify(field: string, value: unknown): Promise<{ status: number; body: string }> {
    const entry = { id: this.#target.wabaId, time: Math.floor(this.#clock.now() / 1000), changes: [{ field, value }] };
    return await this.#dispatcher.post({ object: 'whatsapp_business_account', entry: [entry] });
  }

  /** Moves the simulator's clock, e.g. past the end of a window. */
  advanceClock(ms: number): void {
    this.#clock.advance(ms);
  }

  /** Everything a test may want to look at. */
  state(): SimulatorState {
    const records = this.#dispatcher.records;
    const times = records
      .filter((record) => record.status !== null)
      .map((record) => record.ms)
      .sort((one, two) => one - two);
    const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    return {
      now: new Date(this.#clock.now()).toISOString(),
      accepted: this.#network.accepted,
      perRecipient: Object.fromEntries(this.#network.recipientCounts),
      pendingWebhooks: this.#dispatcher.pending,
      inFlight: this.#dispatcher.inFlight,
      deliveries: {
        total: records.length,
        failed: records.filter((record) => record.status !== 200).length,
        p50Ms: at(0.5),
        p99Ms: at(0.99),
        maxMs: times.at(-1) ?? 0,
        last: records.slice(-50),
      },
      behaviour: this.#behaviour,
    };
  }

  /** Hears of everything; returns the way to stop. */
  subscribe(listener: (event: SimulatorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Back to the beginning: no chats, no windows, no queue, first behaviour, real time. People, templates and media stay. */
  reset(): void {
    this.#dispatcher.clear();
    this.#network.clear();
    this.#clock.reset();
    Object.assign(this.#behaviour, structuredClone(defaultBehaviour), structuredClone(this.#initial));
    for (const handset of this.#network.handsets.all()) Object.assign(handset, { isOpen: false, isOffline: false, hasReadReceipts: true });
    this.#emit({ type: 'reset' });
  }

  #emit(event: SimulatorEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

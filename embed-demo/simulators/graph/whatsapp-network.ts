import { setTimeout as wait } from 'node:timers/promises';
import { blankEntry } from './blank-entry.ts';
import { buildInbound } from './build-inbound.ts';
import { ChatLog } from './chat-log.ts';
import { checkTemplate } from './check-template.ts';
import { createWamid } from './create-wamid.ts';
import { describeOutbound } from './describe-outbound.ts';
import { GraphFault } from './graph-fault.ts';
import { HandsetDirectory } from './handset-directory.ts';
import { type InboundSpec, inboundSchema } from './inbound-schema.ts';
import { MediaStore, type StoredMedia } from './media-store.ts';
import type { OutboundMessage } from './outbound-schema.ts';
import { fetchLinkFault } from './fetch-link-fault.ts';
import { mediaPart } from './media-part.ts';
import { parseOutbound } from './parse-outbound.ts';
import { sampleMedia } from './sample-media.ts';
import type { AcceptedMessage, Behaviour, BusinessNumber, ChatEntry, FailureRule, Handset, SimulatorEvent } from './simulator-types.ts';
import { StatusTimeline } from './status-timeline.ts';
import { TemplateStore } from './template-store.ts';
import { TokenBucket } from './token-bucket.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { DispatchItem } from './webhook-dispatcher.ts';
import type { WireMessagesValue } from './wire-types.ts';

/** The answer to an accepted send, and what should happen to the HTTP answer. */
export interface SendResult {
  body: Record<string, unknown>;
  fate: 'answer' | 'hang' | 'disconnect';
}

/** Everything between the business and the phones: chats, windows, limits, statuses. Knows nothing of HTTP. */
export class WhatsAppNetwork {
  readonly handsets = new HandsetDirectory();
  readonly chats = new ChatLog();
  readonly media = new MediaStore();
  readonly templates = new TemplateStore();
  readonly accepted: AcceptedMessage[] = [];
  readonly recipientCounts = new Map<string, number>();
  readonly numbers: readonly BusinessNumber[];
  readonly #clock: VirtualClock;
  readonly #behaviour: () => Behaviour;
  readonly #enqueue: (items: readonly DispatchItem[]) => void;
  readonly #emit: (event: SimulatorEvent) => void;
  readonly #timeline: StatusTimeline;
  readonly #windows = new Map<string, number>();
  readonly #pairs = new Map<string, TokenBucket>();
  readonly #rates = new Map<string, TokenBucket>();
  readonly #typing = new Map<string, NodeJS.Timeout>();

  constructor(parts: {
    numbers: readonly BusinessNumber[];
    clock: VirtualClock;
    behaviour: () => Behaviour;
    random: () => number;
    enqueue: (items: readonly DispatchItem[]) => void;
    emit: (event: SimulatorEvent) => void;
  }) {
    this.numbers = parts.numbers;
    this.#clock = parts.clock;
    this.#behaviour = parts.behaviour;
    this.#enqueue = parts.enqueue;
    this.#emit = parts.emit;
    this.#timeline = new StatusTimeline({
      behaviour: parts.behaviour,
      random: parts.random,
      now: () => this.#clock.now(),
      metadata: (phoneNumberId) => this.metadata(phoneNumberId),
      enqueue: parts.enqueue,
      publish: (entry) => {
        this.publish({ ...(this.chats.find(entry.id) ?? entry), status: entry.status, error: entry.error });
      },
    });
  }

  /** The metadata block every webhook of this number carries. */
  metadata(phoneNumberId: string): WireMessagesValue['metadata'] {
    const number = this.number(phoneNumberId);
    return { display_phone_number: (number?.displayPhoneNumber ?? '').replace(/\D/g, ''), phone_number_id: phoneNumberId };
  }

  /** One of the business's numbers. */
  number(phoneNumberId: string): BusinessNumber | undefined {
    return this.numbers.find((candidate) => candidate.phoneNumberId === phoneNumberId);
  }

  /** Puts a line into its chat and tells whoever watches. */
  publish(entry: ChatEntry): void {
    this.chats.put(entry);
    this.#emit({ type: 'entry', entry });
  }

  /** `POST /{PHONE}/messages` with a message: limits, rules, window, acceptance, and the statuses that follow. */
  async send(phoneNumberId: string, body: unknown): Promise<SendResult> {
    const behaviour = this.#behaviour();
    const now = this.#clock.now();
    if (!bucket(this.#rates, phoneNumberId, behaviour.numberPerSecond, behaviour.numberPerSecond / 1000, Date.now()).take(Date.now())) {
      throw new GraphFault(130429, 'Message failed to send because there were too many messages sent from this phone number in a short period of time', {
        retryAfterSeconds: 1,
      });
    }
    const message = parseOutbound(body);
    const handset = this.#recipient(message);
    const address = message.to === undefined ? handset.userId : (handset.phone ?? handset.userId);
    const rule = this.#claimRule(address, message.type);
    if (rule?.mode === 'reject') throw new GraphFault(rule.code ?? 131000, rule.details ?? 'Injected by the simulator', faultMore(rule));
    if (rule?.mode === 'http')
      throw new GraphFault(rule.code ?? 2, rule.details ?? 'Service temporarily unavailable', { ...faultMore(rule), httpStatus: rule.status ?? 503 });
    if (rule?.mode === 'hang') return { body: {}, fate: 'hang' };

    const pair = `${phoneNumberId} ${handset.id}`;
    if (!bucket(this.#pairs, pair, behaviour.pairBurst, 1 / behaviour.pairIntervalMs, Date.now()).take(Date.now())) {
      throw new GraphFault(
        131056,
        'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time',
      );
    }
    const template = message.type === 'template' ? this.templates.find(message.template.name, message.template.language.code) : undefined;
    if (message.type === 'template') {
      const fault = checkTemplate(template, message.template.name, message.template.language.code, message.template.components ?? []);
      if (fault !== null) throw fault;
    }
    const mediaFault = this.#mediaFault(message, now) ?? (await fetchLinkFault(message, this.media));
    const isOutside = behaviour.enforceWindow && message.type !== 'template' && !this.isWindowOpen(phoneNumberId, handset.id);
    const windowFault = isOutside
      ? new GraphFault(131047, 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.')
      : null;
    if (windowFault !== null && behaviour.windowErrors === 'sync') throw windowFault;

    const id = createWamid(address);
    const entry = describeOutbound(
      message,
      { id, handsetId: handset.id, phoneNumberId, at: new Date(now).toISOString() },
      this.#mediaOf(message, now),
      template,
    );
    this.accepted.push({
      id,
      phoneNumberId,
      handsetId: handset.id,
      recipient: address,
      type: message.type,
      at: entry.at,
      opaque: message.biz_opaque_callback_data ?? null,
      payload: { ...message },
    });
    if (this.accepted.length > 50_000) this.accepted.splice(0, 10_000);
    this.recipientCounts.set(address, (this.recipientCounts.get(address) ?? 0) + 1);
    this.#showTyping(handset.id, phoneNumberId, false);

    const lateFault = rule?.mode === 'fail' ? new GraphFault(rule.code ?? 131026, rule.details ?? 'Message undeliverable') : (windowFault ?? mediaFault);
    if (message.type === 'reaction') this.#showReaction(message.reaction.message_id, message.reaction.emoji);
    this.#timeline.start({
      entry,
      handset,
      opaque: message.biz_opaque_callback_data ?? null,
      fault: lateFault,
      category: template?.category.toLowerCase() ?? 'service',
      isShown: message.type !== 'reaction',
    });
    return {
      body: {
        messaging_product: 'whatsapp',
        contacts: [message.to === undefined ? { input: message.recipient, user_id: handset.userId } : { input: message.to, wa_id: handset.phone ?? address }],
        messages: [{ id, ...(message.type === 'template' ? { message_status: 'accepted' } : {}) }],
      },
      fate: rule?.mode === 'timeout-after-accept' ? 'hang' : rule?.mode === 'disconnect' ? 'disconnect' : 'answer',
    };
  }

  /** `status: read` of the business: this message and the earlier ones of the chat get blue ticks on the merchant's phone. */
  markRead(phoneNumberId: string, messageId: string, isTyping: boolean): void {
    const entry = this.chats.find(messageId);
    if (entry === undefined) throw new GraphFault(131009, 'Parameter message_id is not a message of this number');
    for (const line of this.chats.of(entry.handsetId)) {
      if (line.direction !== 'in' || line.phoneNumberId !== phoneNumberId || line.status === 'read' || line.at > entry.at) continue;
      this.publish({ ...line, status: 'read' });
    }
    if (isTyping) this.#showTyping(entry.handsetId, phoneNumberId, true);
  }

  /** A handset writes. Returns the line of its chat; the webhook is on its way. */
  async receive(key: string, spec: InboundSpec): Promise<ChatEntry> {
    const order = inboundSchema.parse(spec);
    const handset = this.handsets.find(key) ?? this.handsets.reach(key.replace(/\D/g, ''));
    const phoneNumberId = order.phoneNumberId ?? this.numbers[0]?.phoneNumberId ?? '';
    const sentAt = order.at === undefined ? this.#clock.now() : Date.parse(order.at);
    const id = order.id ?? createWamid(handset.phone ?? handset.userId);
    const media = this.#takeMedia(order, sentAt);
    const built = buildInbound(order, handset, this.metadata(phoneNumberId).display_phone_number, id, sentAt, media, null);
    const entry: ChatEntry = {
      ...blankEntry({ id, handsetId: handset.id, phoneNumberId, direction: 'in', at: new Date(sentAt).toISOString(), kind: order.kind }),
      status: 'sent',
      replyToId: order.replyToId ?? null,
    };
    if ('text' in order) entry.text = order.text ?? null;
    if ('title' in order) entry.text = order.title;
    if ('caption' in order) entry.text = order.caption ?? null;
    if (media !== null) entry.media = { id: media.id, url: null, mime: media.mime, filename: media.filename, isVoice: order.kind === 'voice' };
    if (order.kind === 'location')
      entry.location = { latitude: order.latitude, longitude: order.longitude, name: order.name ?? null, address: order.address ?? null };
    if (order.kind === 'contacts') entry.people = order.people.map((person) => ({ name: person.name, phone: person.phone ?? null }));

    const target = 'messageId' in order ? this.chats.find(order.messageId) : undefined;
    const isAside = ['reaction', 'edit', 'revoke', 'changed_number', 'changed_user_id'].includes(order.kind);
    if (target !== undefined && order.kind === 'reaction') this.publish({ ...target, merchantReaction: order.emoji === '' ? null : order.emoji });
    if (target !== undefined && order.kind === 'edit') this.publish({ ...target, text: order.text, isEdited: true });
    if (target !== undefined && order.kind === 'revoke') this.publish({ ...target, isRevoked: true, text: null, media: null });
    if (!isAside) this.publish(entry);
    if (!['changed_number', 'changed_user_id', 'unsupported', 'edit', 'revoke'].includes(order.kind)) this.openWindow(phoneNumberId, handset.id, sentAt);

    this.#enqueue([
      {
        lane: handset.id,
        metadata: this.metadata(phoneNumberId),
        contact: built.contact,
        message: built.message,
        onDelivered: () => {
          const current = this.chats.find(id);
          if (current?.status === 'sent') this.publish({ ...current, status: 'delivered' });
        },
      },
    ]);
    if (order.kind === 'changed_number') this.handsets.renumber(handset, order.newPhone, order.newUserId ?? handset.userId);
    if (order.kind === 'changed_user_id') this.handsets.renumber(handset, handset.phone, order.newUserId);
    return entry;
  }

  /** The phone of this person was opened, closed, went on- or offline, or changed its receipts setting. */
  setPresence(handset: Handset, presence: Partial<Pick<Handset, 'isOpen' | 'isOffline' | 'hasReadReceipts'>>): void {
    Object.assign(handset, presence);
    this.#emit({ type: 'handset', handset });
    this.#timeline.presenceChanged(handset);
  }

  /** The person listened to a voice message of the business. */
  played(messageId: string): void {
    this.#timeline.played(messageId);
  }

  /** Whether free-form messages may be sent to this person now. */
  isWindowOpen(phoneNumberId: string, handsetId: string): boolean {
    const last = this.#windows.get(`${phoneNumberId} ${handsetId}`);
    return last !== undefined && this.#clock.now() - last < this.#behaviour().windowHours * 3_600_000;
  }

  /** Notes an inbound message for the customer service window. */
  openWindow(phoneNumberId: string, handsetId: string, at: number): void {
    const key = `${phoneNumberId} ${handsetId}`;
    this.#windows.set(key, Math.max(at, this.#windows.get(key) ?? 0));
  }

  /** The last inbound message per pair, for the state file. */
  windows(): [string, number][] {
    return [...this.#windows];
  }

  /** Sets windows again after a restart. */
  restoreWindows(windows: readonly [string, number][]): void {
    for (const [key, at] of windows) this.#windows.set(key, at);
  }

  /** Waits as long as the API is told to be slow. */
  async pause(): Promise<void> {
    const ms = this.#behaviour().apiLatencyMs;
    if (ms > 0) await wait(ms);
  }

  /** Forgets chats, windows, limits and accepted messages; people and templates stay. */
  clear(): void {
    this.#timeline.clear();
    for (const timer of this.#typing.values()) clearTimeout(timer);
    this.#typing.clear();
    this.chats.clear();
    this.accepted.length = 0;
    this.recipientCounts.clear();
    this.#windows.clear();
    this.#pairs.clear();
    this.#rates.clear();
  }

  #recipient(message: OutboundMessage): Handset {
    if (message.to !== undefined) {
      const phone = message.to.replace(/[\s()+-]/g, '');
      if (!/^\d{7,15}$/.test(phone)) throw new GraphFault(131009, `Parameter to is not a phone number: ${message.to}`);
      if (this.numbers.some((number) => number.displayPhoneNumber.replace(/\D/g, '') === phone))
        throw new GraphFault(131021, 'Recipient phone number cannot be sender phone number');
      return this.handsets.reach(phone);
    }
    const handset = this.handsets.find(message.recipient ?? '');
    if (handset === undefined) throw new GraphFault(131026, 'Message undeliverable: this business-scoped user id belongs to nobody here');
    return handset;
  }

  #claimRule(address: string, type: string): FailureRule | undefined {
    const rules = this.#behaviour().failures;
    const rule = rules.find(
      (candidate) =>
        (candidate.times ?? 1) > 0 &&
        (candidate.type === undefined || candidate.type === type) &&
        (candidate.recipientSuffix === undefined || address.endsWith(candidate.recipientSuffix)),
    );
    if (rule?.times !== undefined) rule.times -= 1;
    return rule;
  }

  #mediaOf(message: OutboundMessage, now: number): StoredMedia | undefined {
    const part = mediaPart(message);
    return part?.id === undefined ? undefined : this.media.find(part.id, now);
  }

  #mediaFault(message: OutboundMessage, now: number): GraphFault | null {
    const part = mediaPart(message);
    if (part?.id === undefined) return null;
    const media = this.media.find(part.id, now);
    if (media === undefined) throw new GraphFault(131009, `Parameter value is not valid: media id ${part.id} does not exist or has expired`);
    const refusal = this.media.refusal(message.type, media.mime, media.bytes.length);
    return refusal === null ? null : new GraphFault(131053, refusal);
  }

  #takeMedia(order: ReturnType<typeof inboundSchema.parse>, at: number): StoredMedia | null {
    if (!('caption' in order || 'base64' in order || 'mediaId' in order || ['image', 'video', 'audio', 'voice', 'document', 'sticker'].includes(order.kind)))
      return null;
    const spec = order as { mediaId?: string; base64?: string; mime?: string; filename?: string };
    if (spec.mediaId !== undefined) return this.media.find(spec.mediaId, this.#clock.now()) ?? null;
    const sample = sampleMedia(order.kind);
    const bytes = spec.base64 === undefined ? sample.bytes : Buffer.from(spec.base64, 'base64');
    return this.media.add(bytes, spec.mime ?? sample.mime, spec.filename ?? sample.filename, Math.max(at, this.#clock.now()), 7);
  }

  #showReaction(messageId: string, emoji: string): void {
    const target = this.chats.find(messageId);
    if (target !== undefined) this.publish({ ...target, businessReaction: emoji === '' ? null : emoji });
  }

  #showTyping(handsetId: string, phoneNumberId: string, isTyping: boolean): void {
    const key = `${phoneNumberId} ${handsetId}`;
    const running = this.#typing.get(key);
    if (running === undefined && !isTyping) return;
    clearTimeout(running);
    this.#typing.delete(key);
    this.#emit({ type: 'typing', handsetId, phoneNumberId, isTyping });
    if (isTyping) {
      this.#typing.set(
        key,
        setTimeout(() => {
          this.#showTyping(handsetId, phoneNumberId, false);
        }, 25_000),
      );
    }
  }
}

function bucket(buckets: Map<string, TokenBucket>, key: string, capacity: number, perMs: number, now: number): TokenBucket {
  const known = buckets.get(key);
  if (known !== undefined) return known;
  const created = new TokenBucket(capacity, perMs, now);
  buckets.set(key, created);
  return created;
}

function faultMore(rule: FailureRule): { httpStatus?: number; retryAfterSeconds?: number } {
  return {
    ...(rule.status === undefined ? {} : { httpStatus: rule.status }),
    ...(rule.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: rule.retryAfterSeconds }),
  };
}

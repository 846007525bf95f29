import type { GraphFault } from './graph-fault.ts';
import type { Behaviour, ChatEntry, Handset } from './simulator-types.ts';
import type { DispatchItem } from './webhook-dispatcher.ts';
import type { WireContact, WireMessagesValue, WireStatus, WireStatusName } from './wire-types.ts';

interface Journey {
  entry: ChatEntry;
  handset: Handset;
  opaque: string | null;
  fault: GraphFault | null;
  category: string;
  /** Reactions have statuses but no line of their own. */
  isShown: boolean;
}

interface Parts {
  behaviour: () => Behaviour;
  random: () => number;
  now: () => number;
  metadata: (phoneNumberId: string) => WireMessagesValue['metadata'];
  enqueue: (items: readonly DispatchItem[]) => void;
  publish: (entry: ChatEntry) => void;
}

/** Takes every accepted message from sent to delivered to read, or to failed, and reports each step. */
export class StatusTimeline {
  readonly #parts: Parts;
  readonly #undelivered = new Map<string, Set<Journey>>();
  readonly #unread = new Map<string, Set<Journey>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Voice messages the person may still listen to. */
  readonly #unheard = new Map<string, Journey>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Begins the journey of a message that was just accepted. */
  start(journey: Journey): void {
    if (journey.isShown) this.#parts.publish(journey.entry);
    if (journey.entry.kind === 'audio' && journey.fault === null) this.#unheard.set(journey.entry.id, journey);
    this.#after(this.#parts.behaviour().sentMs, () => {
      if (journey.fault !== null) {
        this.#report(journey, 'failed');
        return;
      }
      this.#report(journey, 'sent');
      if (journey.handset.isOffline) keep(this.#undelivered, journey);
      else this.#deliver(journey);
    });
  }

  /** The phone came back, or was opened: what waited for that goes on. */
  presenceChanged(handset: Handset): void {
    if (handset.isOffline) return;
    for (const journey of take(this.#undelivered, handset.id)) this.#deliver(journey);
    if (handset.isOpen && handset.hasReadReceipts)
      for (const journey of take(this.#unread, handset.id)) this.#after(this.#parts.behaviour().readMs, () => this.#report(journey, 'read'));
  }

  /** The person listened to a voice message: `played`, once. */
  played(id: string): void {
    const journey = this.#unheard.get(id);
    if (journey === undefined || !this.#unheard.delete(id) || !journey.handset.hasReadReceipts) return;
    this.#report(journey, 'played');
  }

  /** Drops every journey. */
  clear(): void {
    this.#unheard.clear();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#undelivered.clear();
    this.#unread.clear();
  }

  #deliver(journey: Journey): void {
    const behaviour = this.#parts.behaviour();
    const { handset } = journey;
    const willRead = behaviour.readMode !== 'never' && handset.hasReadReceipts && (behaviour.readMode === 'auto' || handset.isOpen);
    const isSkipped = willRead && this.#parts.random() < behaviour.skipDeliveredRate;
    this.#after(behaviour.deliveredMs, () => {
      if (handset.isOffline) {
        keep(this.#undelivered, journey);
        return;
      }
      if (!isSkipped) this.#report(journey, 'delivered');
      const mayRead = behaviour.readMode !== 'never' && handset.hasReadReceipts;
      if (!mayRead) return;
      if (behaviour.readMode === 'auto' || handset.isOpen) this.#after(behaviour.readMs, () => this.#report(journey, 'read'));
      else keep(this.#unread, journey);
    });
  }

  #report(journey: Journey, name: WireStatusName): void {
    const { handset } = journey;
    const at = this.#parts.now();
    if (name !== 'played') journey.entry = { ...journey.entry, status: name, error: name === 'failed' ? (journey.fault?.message ?? null) : null };
    if (journey.isShown) this.#parts.publish(journey.entry);
    const status: WireStatus = {
      id: journey.entry.id,
      status: name,
      timestamp: String(Math.floor(at / 1000)),
      ...(handset.phone === null ? {} : { recipient_id: handset.phone }),
      ...(name === 'failed' && handset.phone !== null ? {} : { recipient_user_id: handset.userId }),
    };
    if (name === 'sent' || name === 'delivered')
      status.pricing = {
        billable: journey.category !== 'service',
        pricing_model: 'PMP',
        type: journey.category === 'service' ? 'free_customer_service' : 'regular',
        category: journey.category,
      };
    if (journey.opaque !== null) status.biz_opaque_callback_data = journey.opaque;
    if (name === 'failed' && journey.fault !== null) status.errors = [journey.fault.toWire()];
    const contact: WireContact | null =
      name === 'failed'
        ? null
        : {
            profile: { name: handset.name, ...(handset.username === null ? {} : { username: handset.username }) },
            ...(handset.phone === null ? {} : { wa_id: handset.phone }),
            user_id: handset.userId,
          };
    this.#parts.enqueue([{ lane: handset.id, metadata: this.#parts.metadata(journey.entry.phoneNumberId), contact, status }]);
  }

  #after(ms: number, run: () => void): void {
    const behaviour = this.#parts.behaviour();
    const scaled = ms * (1 + this.#parts.random() * behaviour.jitter) * behaviour.timeScale;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, scaled);
    this.#timers.add(timer);
  }
}

function keep(map: Map<string, Set<Journey>>, journey: Journey): void {
  const waiting = map.get(journey.handset.id) ?? new Set<Journey>();
  waiting.add(journey);
  map.set(journey.handset.id, waiting);
}

function take(map: Map<string, Set<Journey>>, handsetId: string): Set<Journey> {
  const waiting = map.get(handsetId) ?? new Set<Journey>();
  map.delete(handsetId);
  return waiting;
}

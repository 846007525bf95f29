import type { WireTemplate } from './wire-types.ts';

/** A WhatsApp number of the business. */
export interface BusinessNumber {
  phoneNumberId: string;
  /** As people read it, e.g. `+60 3-2776 4100`. */
  displayPhoneNumber: string;
  verifiedName: string;
}

/** A person with WhatsApp: the other end of every conversation. */
export interface Handset {
  /** Key of the control plane and of the phone page. */
  id: string;
  name: string;
  /** Digits in international form without `+`, or null for somebody who never shows a number. */
  phone: string | null;
  /** Business-scoped user id, `CC.` + alphanumerics. */
  userId: string;
  username: string | null;
  /** One line for the phone page, e.g. the outlets this person runs. */
  about: string;
  /** Whether the phone tells the business that a message was read. */
  hasReadReceipts: boolean;
  isOffline: boolean;
  /** Whether somebody has this chat open on the phone page. */
  isOpen: boolean;
}

/** What a handset can be created from; the rest has defaults. */
export type HandsetSeed = Partial<Handset> & { id: string; name: string; phone: string | null };

/** When the simulated phones report `read`: at once after delivery, only while the chat is open, or never. */
export type ReadMode = 'auto' | 'open' | 'never';

/** How a request to send can be made to fail. The first rule that matches is used. */
export interface FailureRule {
  /** Only recipients whose phone or BSUID ends like this. */
  recipientSuffix?: string | undefined;
  /** Only this message type. */
  type?: string | undefined;
  /** Only the next so many matches; without it the rule stays. */
  times?: number | undefined;
  /**
   * `reject`: Graph error now · `fail`: accepted, then status failed · `http`: a bare HTTP status · `hang`: never answered
   * and not accepted · `timeout-after-accept`: accepted, sent, but the answer never arrives · `disconnect`: accepted, socket cut.
   */
  mode: 'reject' | 'fail' | 'http' | 'hang' | 'timeout-after-accept' | 'disconnect';
  code?: number | undefined;
  status?: number | undefined;
  details?: string | undefined;
  retryAfterSeconds?: number | undefined;
}

/** Everything about the network that a test or a demo may turn. All times in real milliseconds before `timeScale`. */
export interface Behaviour {
  apiLatencyMs: number;
  sentMs: number;
  deliveredMs: number;
  readMs: number;
  /** Extra random share of each of the three above (0.5: up to half as long again). */
  jitter: number;
  readMode: ReadMode;
  /** Share of messages whose `delivered` is left out because they are read at once. */
  skipDeliveredRate: number;
  enforceWindow: boolean;
  windowHours: number;
  windowErrors: 'sync' | 'async';
  numberPerSecond: number;
  pairIntervalMs: number;
  pairBurst: number;
  failures: FailureRule[];
  /** Webhook side. */
  duplicateRate: number;
  reorderRate: number;
  reorderMs: number;
  dropRate: number;
  webhookDelayMs: number;
  batchSize: number;
  batchWindowMs: number;
  concurrency: number;
  retryBaseMs: number;
  retryLimitMs: number;
  /** All waits are multiplied by this: 0.01 makes seven days of retries bearable. */
  timeScale: number;
  /** The template list breaks off with an error at this page (0: the first); null: whole. */
  failingTemplatePage: number | null;
  /** What the media download answers: right, gone, gone for the first address of each file, cut short, or redirected to another host. */
  mediaFault: 'none' | 'missing' | 'expired' | 'truncated' | 'redirect' | 'slow';
}

/** One line of a chat as the phone shows it. */
export interface ChatEntry {
  id: string;
  handsetId: string;
  phoneNumberId: string;
  /** `in`: written by the merchant; `out`: written by the business. */
  direction: 'in' | 'out';
  at: string;
  kind: string;
  text: string | null;
  media: { id: string | null; url: string | null; mime: string; filename: string | null; isVoice: boolean } | null;
  location: { latitude: number; longitude: number; name: string | null; address: string | null } | null;
  people: { name: string; phone: string | null }[];
  header: string | null;
  footer: string | null;
  /** What can be tapped under a business message. */
  choices: { kind: 'reply' | 'list' | 'link' | 'template'; id: string; title: string; description: string | null; section: string | null }[];
  listButton: string | null;
  replyToId: string | null;
  merchantReaction: string | null;
  businessReaction: string | null;
  status: 'pending' | 'sent' | 'delivered' | 'read' | 'failed';
  error: string | null;
  isEdited: boolean;
  isRevoked: boolean;
}

/** A message the API accepted, kept for assertions. */
export interface AcceptedMessage {
  id: string;
  phoneNumberId: string;
  handsetId: string;
  recipient: string;
  type: string;
  at: string;
  opaque: string | null;
  payload: Record<string, unknown>;
}

/** One attempt to deliver a webhook. */
export interface DeliveryRecord {
  at: string;
  items: number;
  bytes: number;
  attempt: number;
  status: number | null;
  error: string | null;
  ms: number;
}

/** What happens on the network, for the phone page and for tests that wait. */
export type SimulatorEvent =
  | { type: 'entry'; entry: ChatEntry }
  | { type: 'handset'; handset: Handset }
  | { type: 'typing'; handsetId: string; phoneNumberId: string; isTyping: boolean }
  | { type: 'reset' };

/** What `createGraphSimulator` is made from. */
export interface GraphSimulatorOptions {
  appSecret: string;
  accessToken: string;
  verifyToken: string;
  wabaId: string;
  numbers: BusinessNumber[];
  /** Where deliveries go; may be set later with `control.configureWebhook`. */
  webhookUrl: string | null;
  templates?: WireTemplate[];
  handsets?: HandsetSeed[];
  behaviour?: Partial<Behaviour>;
  /** Seed of everything random. */
  seed?: number;
  /** A file that keeps chats, media ids and windows over restarts (the demo). */
  stateFile?: string | null;
  /** A folder with the built phone page, served at `/phone/`. */
  phoneFolder?: string | null;
}

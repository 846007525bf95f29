import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import mysql from 'mysql2/promise';
import { createGraphSimulator, type GraphSimulator } from '../../embed-demo/simulators/graph/create-graph-simulator.ts';
import type { AcceptedMessage, Behaviour } from '../../embed-demo/simulators/graph/simulator-types.ts';
import type { OutboundContent, ProviderStatus } from '../../types/messages.ts';
import { callbackData } from '../../server/messages/callback-data.ts';
import { acceptUpload } from '../../server/messages/accept-upload.ts';
import { applyStatuses } from '../../server/messages/apply-statuses.ts';
import { queueMessage, type QueueMessageInput } from '../../server/messages/queue-message.ts';
import { sweepOutbound } from '../../server/messages/sweep-outbound.ts';
import { applySchema } from '../../server/platform/apply-schema.ts';
import { closeCache, connectCache } from '../../server/platform/cache.ts';
import type { Ctx } from '../../server/platform/context.ts';
import { closeDatabase, connectDatabase, database } from '../../server/platform/database.ts';
import { DirectoryStore } from '../../server/platform/directory-store.ts';
import { inBatchTransaction } from '../../server/platform/in-batch-transaction.ts';
import { createLog, type Log } from '../../server/platform/log.ts';
import { closeQueue, connectQueue, queue, type QueueConsumer } from '../../server/platform/queue.ts';
import { runEvery } from '../../server/platform/run-every.ts';
import { useMediaSecret } from '../../server/platform/sign-media-url.ts';
import { useStore } from '../../server/platform/store.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import type { UserCtx } from '../../server/platform/trpc.ts';
import { DEAD_LETTER_QUEUES } from '../../server/platform/dead-letter-queue-of.ts';
import { declareTopology, DIRECT_QUEUES, RETRY_DELAYS_MS, WORK_QUEUES } from '../../server/platform/topology.ts';
import { connectGraph } from '../../server/whatsapp/graph.ts';
import { sendMessage } from '../../server/whatsapp/send-message.ts';
import { eventually } from './eventually.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A merchant with a ticket, ready to be answered. */
export interface OutboundMerchant {
  phone: string;
  contactId: string;
  ticketId: string;
}

/** A message as the database has it. */
export interface OutboundState {
  status: string;
  error_code: string | null;
  wa_message_id: string | null;
  attempts: number;
}

const SECRET = 'test-secret-of-the-outbound-world';

/** The sending half of the server on real services, with a Graph API simulator beside it. One per test file. */
export class OutboundWorld {
  readonly graph: GraphSimulator;
  readonly log: Log;
  readonly tenantId: string;
  numberId: string;
  readonly agentId: string;
  readonly colleagueId: string;
  /** phone number id of the only number, as the simulator knows it */
  static readonly phoneNumberId = '106540352242922';
  readonly #databaseUrl: string;
  readonly #workers: QueueConsumer[] = [];
  readonly #graphBase: string;
  #sweep: { close(): Promise<void> } | undefined;
  #merchants = 0;
  #keys = 0;

  private constructor(parts: {
    graph: GraphSimulator;
    log: Log;
    tenantId: string;
    numberId: string;
    agentId: string;
    colleagueId: string;
    databaseUrl: string;
    graphBase: string;
  }) {
    this.graph = parts.graph;
    this.log = parts.log;
    this.tenantId = parts.tenantId;
    this.numberId = parts.numberId;
    this.agentId = parts.agentId;
    this.colleagueId = parts.colleagueId;
    this.#databaseUrl = parts.databaseUrl;
    this.#graphBase = parts.graphBase;
  }

  /** Everything up, one tenant with one number and two agents, no worker yet. */
  static async create(behaviour: Partial<Behaviour> = {}): Promise<OutboundWorld> {
    const name = `outbound_${randomBytes(5).toString('hex')}`;
    const url = new URL(process.env['DATABASE_URL'] ?? '');
    url.pathname = `/${name}`;
    const log = createLog('fatal');
    await applySchema(url.href);
    connectDatabase(url.href, { poolSize: 10, hotPoolSize: 10 });
    connectCache(process.env['REDIS_URL'] ?? '', { prefix: `${name}:`, log });
    connectQueue(process.env['RABBITMQ_URL'] ?? '', { prefix: `${name}.`, log });
    await queue().onConnected(() => declareTopology(queue(), { ingest: 1, status: 1 }));
    await eventually(() => queue().isUp(), 'the broker');
    useMediaSecret(SECRET);
    useStore(new DirectoryStore(await temporaryFolder()));
    const graph = createGraphSimulator({
      appSecret: 'app-secret-of-the-test',
      accessToken: 'access-token-of-the-test',
      verifyToken: 'verify-token-of-the-test',
      wabaId: 'waba-1',
      numbers: [{ phoneNumberId: OutboundWorld.phoneNumberId, displayPhoneNumber: '+60 3-2776 4100', verifiedName: 'KedaiPOS' }],
      webhookUrl: null,
      behaviour,
    });
    const origin = await graph.listen();
    const graphBase = `${origin}/v26.0`;
    connectGraph({ base: graphBase, token: 'access-token-of-the-test', timeoutMs: 1_000 });
    const insert = async (sql: string, params: (string | number | Date | null)[]): Promise<string> => (await database().execute(sql, params)).insertId;
    const tenantId = await insert("INSERT INTO tenant (slug, name) VALUES ('default', 'Default')", []);
    const numberId = await insert('INSERT INTO whatsapp_number (tenant_id, phone_number_id, waba_id, display_phone, name) VALUES (?, ?, ?, ?, ?)', [
      tenantId,
      OutboundWorld.phoneNumberId,
      'waba-1',
      '+60 3-2776 4100',
      'KedaiPOS',
    ]);
    const agentId = await insert("INSERT INTO user (tenant_id, external_id, name, role, scope_all) VALUES (?, 'a', 'Aina', 'agent', 1)", [tenantId]);
    const colleagueId = await insert("INSERT INTO user (tenant_id, external_id, name, role, scope_all) VALUES (?, 'b', 'Badrul', 'agent', 1)", [tenantId]);
    return new OutboundWorld({ graph, log, tenantId, numberId, agentId, colleagueId, databaseUrl: url.href, graphBase });
  }

  /** A worker that sends, as handlers.ts wires it; more than one may run. */
  startWorker(concurrency = 16, name: 'wa.send' | 'wa.send.bulk' = 'wa.send'): QueueConsumer {
    const worker = queue().consume(name, { concurrency, prefetch: concurrency * 2 }, async (delivery) => {
      const { tenantId, payload } = delivery.body as { tenantId: string; payload: { messageId: string } };
      await sendMessage(systemContext(tenantId, 'wa.send', this.log), { messageId: payload.messageId });
      return 'ack';
    });
    this.#workers.push(worker);
    return worker;
  }

  /** Runs the sweep often; without it retries never come due. */
  startSweep(everyMs = 50): void {
    this.#sweep = runEvery(everyMs, 'sweep', () => sweepOutbound(this.log, new Date()), this.log);
  }

  /** A person as the verbs see one. */
  ctx(userId: string = this.agentId): Ctx {
    const actor = { kind: 'user', userId, name: userId === this.agentId ? 'Aina' : 'Badrul', role: 'agent', scope: { all: true }, pii: 'full' } as const;
    return { ...systemContext(this.tenantId, 'test', this.log), actor };
  }

  /** A merchant who wrote a minute ago (or at `lastInboundAt`, null: never), known to the simulator too. */
  async addMerchant(lastInboundAt: Date | null = new Date(Date.now() - 60_000)): Promise<OutboundMerchant> {
    const phone = `+6012${String(3_000_000 + ++this.#merchants)}`;
    const sql = database();
    const { insertId: contactId } = await sql.execute('INSERT INTO contact (tenant_id, wa_phone_e164, display_name) VALUES (?, ?, ?)', [
      this.tenantId,
      phone,
      `Merchant ${this.#merchants}`,
    ]);
    const { insertId: ticketId } = await sql.execute(
      "INSERT INTO ticket (tenant_id, number_id, contact_id, status, last_message_at, awaiting_since, unread_count, inbound_count) VALUES (?, ?, ?, 'new', ?, ?, 1, 1)",
      [this.tenantId, this.numberId, contactId, lastInboundAt ?? new Date(), lastInboundAt],
    );
    await sql.execute('INSERT INTO conversation (tenant_id, number_id, contact_id, current_ticket_id, last_inbound_at) VALUES (?, ?, ?, ?, ?)', [
      this.tenantId,
      this.numberId,
      contactId,
      ticketId,
      lastInboundAt,
    ]);
    this.graph.control.addHandset({ id: phone, name: `Merchant ${this.#merchants}`, phone: phone.slice(1) });
    if (lastInboundAt) await this.graph.control.inbound(phone, { kind: 'text', text: 'help', at: lastInboundAt.toISOString() });
    return { phone, contactId, ticketId };
  }

  /** A reply of the agent; returns the message id. */
  async reply(merchant: OutboundMerchant, content: OutboundContent | string, more: Partial<QueueMessageInput> = {}, ctx: Ctx = this.ctx()): Promise<string> {
    const given: OutboundContent = typeof content === 'string' ? { type: 'text', text: content } : content;
    const { messageId } = await queueMessage(ctx, {
      ticketId: merchant.ticketId,
      content: given,
      clientKey: `key-${++this.#keys}-${randomBytes(4).toString('hex')}`,
      ...more,
    });
    return messageId;
  }

  /** The message row. */
  async state(messageId: string): Promise<OutboundState> {
    const [row] = await database().query<OutboundState>('SELECT status, error_code, wa_message_id, attempts FROM message WHERE id = ?', [messageId]);
    if (!row) throw new Error(`message ${messageId} is not there`);
    return row;
  }

  /** Waits until a message has one of these statuses. */
  async until(messageId: string, ...statuses: string[]): Promise<OutboundState> {
    await eventually(async () => statuses.includes((await this.state(messageId)).status), `message ${messageId} to be ${statuses.join(' or ')}`, 15_000);
    return this.state(messageId);
  }

  /** Texts the API accepted for a merchant, in order. */
  texts(merchant: OutboundMerchant): string[] {
    return this.graph.control.acceptedFor(merchant.phone).map((message) => (message.payload['text'] as { body?: string } | undefined)?.body ?? message.type);
  }

  /** What a status webhook about an accepted message does. */
  async reportStatus(accepted: AcceptedMessage, status: ProviderStatus, failure: { code: string; detail: string } | null = null): Promise<void> {
    const report = {
      waMessageId: accepted.id,
      own: callbackData.read(accepted.opaque),
      status,
      at: new Date(),
      code: failure?.code ?? null,
      detail: failure?.detail ?? null,
    };
    await inBatchTransaction((sql) => applyStatuses(sql, this.tenantId, [report], new Date()));
  }

  /** The merchant's only accepted message, waited for. */
  async accepted(merchant: OutboundMerchant, count = 1): Promise<AcceptedMessage[]> {
    await eventually(() => this.graph.control.acceptedFor(merchant.phone).length >= count, `${count} accepted messages`);
    return this.graph.control.acceptedFor(merchant.phone);
  }

  /** Puts what the file is into the store and the table, as an upload of the agent. */
  async upload(bytes: Buffer, mime: string, filename: string, ctx: Ctx = this.ctx()): Promise<string> {
    const { uploadId } = await acceptUpload(ctx as UserCtx, { body: Readable.from([bytes]), mime, filename });
    return uploadId;
  }

  /** Points the sender elsewhere (an address where nobody listens) or, without one, back at the simulator. */
  pointGraph(base: string = this.#graphBase, timeoutMs = 1_000): void {
    connectGraph({ base, token: 'access-token-of-the-test', timeoutMs });
  }

  /** A number of its own, so that a tripped circuit or a full bucket stays in its test. */
  async useFreshNumber(): Promise<void> {
    await database().execute('UPDATE whatsapp_number SET phone_number_id = ? WHERE id = ?', [`retired-${this.numberId}`, this.numberId]);
    const { insertId } = await database().execute(
      "INSERT INTO whatsapp_number (tenant_id, phone_number_id, waba_id, display_phone, name) VALUES (?, ?, 'waba-1', '+60 3-2776 4100', 'KedaiPOS')",
      [this.tenantId, OutboundWorld.phoneNumberId],
    );
    this.numberId = insertId;
    this.graph.control.configure({ failures: [] });
  }

  /** Ends workers, connections and the simulator, and drops the database. */
  async close(): Promise<void> {
    await this.#sweep?.close();
    for (const worker of this.#workers) await worker.close();
    const name = new URL(this.#databaseUrl).pathname.slice(1);
    const names = [
      ...WORK_QUEUES.map((work) => work.name),
      ...DIRECT_QUEUES,
      ...DEAD_LETTER_QUEUES,
      ...Object.keys(RETRY_DELAYS_MS),
      'wa.ingest.0',
      'wa.status.0',
    ];
    for (const known of new Set(names)) {
      await queue().connection.queueDelete(queue().nameOf(known));
    }
    await closeQueue();
    closeCache();
    await closeDatabase();
    await this.graph.close();
    const connection = await mysql.createConnection(this.#databaseUrl);
    await connection.query('SET SESSION lock_wait_timeout = 10');
    await connection.query('DROP DATABASE ??', [name]);
    await connection.end();
  }
}

/** An address at which nobody listens. */
export async function outboundDeadEnd(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

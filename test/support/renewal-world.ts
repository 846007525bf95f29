import { randomBytes } from 'node:crypto';
import mysql from 'mysql2/promise';
import { applySchema } from '../../server/platform/apply-schema.ts';
import { seedDefaults } from '../../server/access/seed-defaults.ts';
import type { Ctx } from '../../server/platform/context.ts';
import { closeDatabase, connectDatabase, database } from '../../server/platform/database.ts';
import { createLog } from '../../server/platform/log.ts';
import type { SqlValue } from '../../server/platform/sql.ts';
import { systemContext } from '../../server/platform/system-context.ts';

/** An outlet to insert, with one person linked to it unless `contactId` is null. */
export interface RenewalOutlet {
  expiresOn: string | null;
  status?: 'active' | 'suspended' | 'closed';
  timezone?: string;
  contactId?: string | null;
  amount?: string | null;
  cycleMonths?: number | null;
}

/** A renewal as the table has it. */
export interface RenewalState {
  id: string;
  oid: string;
  due_on: string;
  starts_on: string;
  status: string;
  outcome: string | null;
  paid: string | null;
  amount: string;
  currency: string;
  source: string;
  contact_id: string | null;
  next_at: Date | null;
  next_step: string | null;
  next_reason: string | null;
  reason: string | null;
  evidence: Record<string, unknown> | string | null;
  failed_at: Date | null;
  revision: number;
}

const BODY = JSON.stringify([{ type: 'BODY', text: 'Your subscription is about to end.' }]);
const TEMPLATES = ['renewal_reminder_v1', 'renewal_overdue_v1', 'renewal_digest_v1', 'winback_v1'];

/** Renewals on a database of their own: no servers, no queue, and whatever time the test says. */
export class RenewalWorld {
  readonly tenantId: string;
  readonly #url: string;
  #outlets = 0;

  private constructor(tenantId: string, url: string) {
    this.tenantId = tenantId;
    this.#url = url;
  }

  /** The default tenant with its number, approved templates and one franchise (7). */
  static async create(): Promise<RenewalWorld> {
    const url = new URL(process.env['DATABASE_URL'] ?? '');
    url.pathname = `/renewal_${randomBytes(5).toString('hex')}`;
    await applySchema(url.href);
    connectDatabase(url.href, { poolSize: 6, hotPoolSize: 6 });
    const { tenantId } = await seedDefaults(database(), { phoneNumberId: '106540352242922', wabaId: 'waba-1', messagesPerSecond: 80 });
    await database().execute("INSERT INTO franchise (tenant_id, fid, name) VALUES (?, 7, 'Kopi Kita')", [tenantId]);
    await database().execute('INSERT INTO whatsapp_template (tenant_id, waba_id, name, language, category, status, components) VALUES ?', [
      TEMPLATES.flatMap((name) => ['en', 'ms'].map((language): SqlValue[] => [tenantId, 'waba-1', name, language, 'UTILITY', 'APPROVED', BODY])),
    ]);
    return new RenewalWorld(tenantId, url.href);
  }

  /** The system at that time; day and minute are the company's. */
  ctx(at: string): Ctx {
    const now = new Date(`${at.length === 10 ? `${at}T02:05` : at.replace(' ', 'T')}:00+08:00`);
    return systemContext(this.tenantId, 'renewals', createLog('silent'), now);
  }

  async addContact(more: { phone?: string | null; email?: string | null; optedInAt?: Date | null; optedOutAt?: Date | null } = {}): Promise<string> {
    const phone = more.phone === undefined ? `+60125${String(100_000 + Number(randomBytes(3).readUIntBE(0, 3)))}` : more.phone;
    const { insertId } = await database().execute(
      "INSERT INTO contact (tenant_id, wa_phone_e164, display_name, email, opted_in_at, opted_out_at) VALUES (?, ?, 'Puan Siti', ?, ?, ?)",
      [this.tenantId, phone, more.email ?? null, more.optedInAt ?? null, more.optedOutAt ?? null],
    );
    return insertId;
  }

  /** Inserts it; answers its oid. */
  async addOutlet(outlet: RenewalOutlet): Promise<string> {
    const oid = String(7_000 + ++this.#outlets);
    await database().execute(
      'INSERT INTO outlet (tenant_id, oid, fid, name, timezone, expiry_date, status, amount, cycle_months) VALUES (?, ?, 7, ?, ?, ?, ?, ?, ?)',
      [
        this.tenantId,
        oid,
        `Outlet ${oid}`,
        outlet.timezone ?? 'Asia/Kuala_Lumpur',
        outlet.expiresOn,
        outlet.status ?? 'active',
        outlet.amount ?? null,
        outlet.cycleMonths ?? null,
      ],
    );
    const contactId = outlet.contactId === undefined ? await this.addContact() : outlet.contactId;
    if (contactId !== null)
      await database().execute("INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source) VALUES (?, ?, ?, 1, 'agent')", [
        this.tenantId,
        contactId,
        oid,
      ]);
    return oid;
  }

  /** What a load of the POS's lists did to an outlet. */
  async movePos(
    oid: string,
    columns: Partial<{ expiry_date: string | null; status: string; missing_since: Date | null; amount: string | null }>,
  ): Promise<void> {
    const names = Object.keys(columns) as (keyof typeof columns)[];
    await database().execute(`UPDATE outlet SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE tenant_id = ? AND oid = ?`, [
      ...names.map((name) => columns[name] ?? null),
      this.tenantId,
      oid,
    ]);
  }

  /** A prompt or call straight into the table; answers its id. */
  async addAttempt(renewalId: string, attempt: { step: string; at: Date; channel?: string; result?: string; answeredAt?: Date }): Promise<string> {
    const { insertId } = await database().execute(
      'INSERT INTO renewal_attempt (tenant_id, renewal_id, step, channel, result, answered_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [this.tenantId, renewalId, attempt.step, attempt.channel ?? 'whatsapp', attempt.result ?? 'delivered', attempt.answeredAt ?? null, attempt.at],
    );
    return insertId;
  }

  /** All cycles of an outlet, oldest first. */
  async cycles(oid: string): Promise<RenewalState[]> {
    return database().query<RenewalState>(
      `SELECT id, oid, CAST(due_date AS CHAR) AS due_on, CAST(cycle_start AS CHAR) AS starts_on, status, outcome, CAST(paid_on AS CHAR) AS paid, amount, currency, source,
         contact_id, next_at, next_step, next_reason, reason, evidence, failed_at, revision FROM renewal WHERE tenant_id = ? AND oid = ? ORDER BY due_date`,
      [this.tenantId, oid],
    );
  }

  /** The last cycle of an outlet. */
  async cycle(oid: string): Promise<RenewalState> {
    const last = (await this.cycles(oid)).at(-1);
    if (!last) throw new Error(`outlet ${oid} has no renewal`);
    return last;
  }

  /** Closes the connections and drops the database. */
  async close(): Promise<void> {
    await closeDatabase();
    const connection = await mysql.createConnection(this.#url);
    await connection.query('DROP DATABASE ??', [new URL(this.#url).pathname.slice(1)]);
    await connection.end();
  }
}

import assert from 'node:assert/strict';
import { createPosSimulator, type PosSimulator } from '../../embed-demo/simulators/pos/create-pos-simulator.ts';
import { clock } from '../../server/platform/clock.ts';
import type { Ctx } from '../../server/platform/context.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { buildReminders } from '../../server/renewals/build-reminders.ts';
import { companyToday } from '../../server/renewals/company-today.ts';
import { followMessages } from '../../server/renewals/follow-messages.ts';
import { moveDay } from '../../server/renewals/move-day.ts';
import { refreshRenewals } from '../../server/renewals/refresh-renewals.ts';
import { wakeForTemplates } from '../../server/renewals/wake-for-templates.ts';
import { syncTemplatesOfTenant } from '../../server/whatsapp/sync-templates.ts';
import { type RenewalSettings, renewalSettingsSchema } from '../../types/renewal-settings.ts';
import { approvedTemplates } from './approved-templates.ts';
import { createWorld, type World } from './create-world.ts';
import { eventually } from './eventually.ts';

/** A merchant with outlets that fall due on the same day. */
export interface Merchant {
  phone: string;
  contactId: string;
  oids: string[];
  dueOn: string;
}
/** An attempt as a test reads it. */
export interface AttemptState {
  id: string;
  step: string;
  result: string;
  template: string | null;
  is_digest: number;
  is_superseded: number;
  is_answered: number;
  message_id: string;
  ticket_id: string;
}
/** A renewal as a test reads it. */
export interface RenewalState {
  id: string;
  status: string;
  outcome: string | null;
  next_step: string | null;
  next_reason: string | null;
  next_at: Date | null;
  owner_user_id: string | null;
  answered_at: Date | null;
  paid_on: string | null;
  evidence: string | null;
  revision: number;
}

export const POS_SECRET = 'pos-webhook-secret-of-the-test';

/**
 * A world in which months of renewals pass in seconds: a POS beside the Graph simulator, approved templates, and a calendar that `goTo` moves
 * to a day and hour of Kuala Lumpur, refreshing and sending as the schedules would. One per test file.
 */
export class JourneyWorld {
  readonly world: World;
  readonly pos: PosSimulator;
  #people = 0;

  private constructor(world: World, pos: PosSimulator) {
    this.world = world;
    this.pos = pos;
  }

  static async create(): Promise<JourneyWorld> {
    const pos = createPosSimulator({ token: 'pos-token-of-the-test', data: { franchises: [], outlets: [], contacts: [] }, behaviour: {} });
    const origin = await pos.listen();
    const world = await createWorld({
      env: { POS_BASE_URL: origin, POS_TOKEN: 'pos-token-of-the-test', POS_WEBHOOK_SECRET: POS_SECRET, WABA_MESSAGES_PER_SECOND: '200' },
      graph: { sentMs: 5, deliveredMs: 10, readMs: 15, readMode: 'auto', enforceWindow: false },
    });
    const renewals = new JourneyWorld(world, pos);
    await renewals.answerFirstLoad();
    await renewals.approve();
    await renewals.settings({});
    return renewals;
  }

  /** The POS of this world knows no outlet when it is asked first: the load waits for a person, who lets it go. */
  async answerFirstLoad(): Promise<void> {
    await eventually(async () => {
      const { affectedRows } = await this.world.sql.execute(
        "UPDATE pos_sync_run SET state = 'discarded', decided_at = NOW(3), finished_at = NOW(3) WHERE tenant_id = ? AND state = 'held'",
        [this.tenantId],
      );
      return affectedRows > 0;
    }, 'the first load of the POS to be held');
  }

  get tenantId(): string {
    return this.world.tenant.tenantId;
  }

  ctx(): Ctx {
    return systemContext(this.tenantId, 'test', this.world.log, clock.now());
  }

  /** All templates of the product approved at Meta, but these, which have another status there; read over. */
  async approve(others: Readonly<Record<string, 'PAUSED' | 'REJECTED'>> = {}): Promise<void> {
    this.world.graph.control.setTemplates(approvedTemplates(others));
    await syncTemplatesOfTenant(this.ctx());
  }

  /** Settings as saved, with what is named changed. */
  async settings(change: Partial<RenewalSettings>): Promise<void> {
    const value = JSON.stringify(renewalSettingsSchema.parse({ holidays: [], ...change }));
    await this.world.sql.execute("INSERT INTO setting (tenant_id, name, value) VALUES (?, 'renewals', ?) ON DUPLICATE KEY UPDATE value = VALUES(value)", [
      this.tenantId,
      value,
    ]);
  }

  /** Somebody with so many outlets that expire in 60 days of the calendar; the POS and WhatsApp know them. */
  async merchant(options: { outlets?: number; isOptedIn?: boolean; inDays?: number; locale?: string } = {}): Promise<Merchant> {
    const number = ++this.#people;
    const { sql, tenant, graph } = this.world;
    const phone = `+6017${String(5_000_000 + number)}`;
    const dueOn = moveDay(companyToday(clock.now()), options.inDays ?? 60);
    const { insertId: contactId } = await sql.execute(
      'INSERT INTO contact (tenant_id, wa_phone_e164, display_name, locale, opted_in_at) VALUES (?, ?, ?, ?, ?)',
      [this.tenantId, phone, `Owner ${number}`, options.locale ?? null, options.isOptedIn ? new Date() : null],
    );
    const oids: string[] = [];
    for (let index = 0; index < (options.outlets ?? 1); index++) {
      const oid = String(700_000 + number * 100 + index);
      const name = `Outlet ${number}-${index}`;
      await sql.execute('INSERT INTO outlet (tenant_id, oid, fid, name, expiry_date, amount, currency) VALUES (?, ?, ?, ?, ?, 588, ?)', [
        this.tenantId,
        oid,
        tenant.fids[0],
        name,
        dueOn,
        'MYR',
      ]);
      await sql.execute(
        "INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, is_payer, source, confidence) VALUES (?, ?, ?, ?, 1, 'agent', 100)",
        [this.tenantId, contactId, oid, index === 0 ? 1 : 0],
      );
      this.pos.putOutlet({ oid: Number(oid), fid: Number(tenant.fids[0]), name, expiry_date: dueOn });
      oids.push(oid);
    }
    graph.control.addHandset({ id: phone, name: `Owner ${number}`, phone: phone.slice(1) });
    return { phone, contactId, oids, dueOn };
  }

  /** The calendar stands at this hour of a day `offset` days after the due date; everything that is due happens. */
  async goTo(merchant: Merchant, offset: number, time = '10:00'): Promise<void> {
    await clock.moveTo(new Date(`${moveDay(merchant.dueOn, offset)}T${time}:00+08:00`));
    await this.turn();
  }

  /** What the nightly refresh and a round of the scheduler do, until nothing is under way. */
  async turn(): Promise<void> {
    await this.refresh();
    await this.round();
  }

  /** The nightly refresh. */
  async refresh(): Promise<void> {
    // what a payment made the POS load waits as well (it knows few of the outlets here), and is let go; what a test holds has another cause
    await this.world.sql.execute(
      "UPDATE pos_sync_run SET state = 'discarded', decided_at = NOW(3), finished_at = NOW(3) WHERE tenant_id = ? AND state = 'held' AND cause <> 'admin'",
      [this.tenantId],
    );
    await refreshRenewals(this.ctx(), { runId: null });
  }

  /** What is due is given to the senders. */
  async build(): Promise<void> {
    await buildReminders(this.ctx());
  }

  /** What the schedule does after templates were read over. */
  async wakeForTemplates(): Promise<void> {
    await wakeForTemplates(this.ctx());
  }

  /** A round of the scheduler, until nothing is under way. */
  async round(): Promise<void> {
    await this.build();
    await this.quiet();
  }

  /** Nothing is due, queued or on its way, and attempts have followed. */
  async quiet(): Promise<void> {
    await eventually(
      async () => {
        const { sql } = this.world;
        const due = await sql.query<object>(
          "SELECT id, status, next_at, next_step, next_reason FROM renewal WHERE tenant_id = ? AND status IN ('due', 'failed') AND next_at <= ? LIMIT 3",
          [this.tenantId, clock.now()],
        );
        const out = await sql.query<object>(
          "SELECT o.message_id, o.lane, o.state, o.tries, o.next_attempt_at, o.woken_at, m.error_code FROM outbound o JOIN message m ON m.id = o.message_id WHERE o.tenant_id = ? AND o.state <> 'unknown' LIMIT 3",
          [this.tenantId],
        );
        const events = await sql.query<object>('SELECT type, payload FROM event LIMIT 3');
        // everybody here reads at once; what is said of a message weeks of the calendar later is not followed any more
        const unread = await sql.query<object>(
          `SELECT m.id, m.status FROM renewal_attempt a JOIN message m ON m.tenant_id = a.tenant_id AND m.id = a.message_id
           WHERE a.tenant_id = ? AND a.result IN ('queued', 'sent', 'delivered') AND m.status IN ('sent', 'delivered') LIMIT 3`,
          [this.tenantId],
        );
        if (due.length + out.length + events.length + unread.length > 0) throw new Error(JSON.stringify({ due, out, events, unread, now: clock.now() }));
        return (await followMessages(this.ctx())) === 0;
      },
      'everything due to be done',
      20_000,
    );
  }

  async attempts(merchant: Merchant, index = 0): Promise<AttemptState[]> {
    const rows = await this.world.sql.query<AttemptState>(
      `SELECT a.id, a.step, a.result, a.template, a.is_digest, a.superseded_at IS NOT NULL AS is_superseded, a.answered_at IS NOT NULL AS is_answered, a.message_id, a.ticket_id
       FROM renewal_attempt a JOIN renewal r ON r.tenant_id = a.tenant_id AND r.id = a.renewal_id WHERE r.tenant_id = ? AND r.oid = ? AND r.due_date = ? AND a.channel = 'whatsapp' ORDER BY a.id`,
      [this.tenantId, merchant.oids[index] ?? '', merchant.dueOn],
    );
    // MySQL answers truths as text
    return rows.map((row) => ({ ...row, is_superseded: Number(row.is_superseded), is_answered: Number(row.is_answered) }));
  }

  async steps(merchant: Merchant, index = 0): Promise<string[]> {
    return (await this.attempts(merchant, index)).map(({ step }) => step);
  }

  async renewal(merchant: Merchant, index = 0): Promise<RenewalState> {
    const [row] = await this.world.sql.query<RenewalState>(
      `SELECT id, status, outcome, next_step, next_reason, next_at, owner_user_id, answered_at, CAST(paid_on AS CHAR) AS paid_on, evidence, revision FROM renewal
       WHERE tenant_id = ? AND oid = ? AND due_date = ?`,
      [this.tenantId, merchant.oids[index] ?? '', merchant.dueOn],
    );
    assert.ok(row, `outlet ${merchant.oids[index]} has a renewal`);
    return row;
  }

  /** Reasons the log keeps about a renewal, oldest first: `verdict step reason`. */
  async reasons(merchant: Merchant, index = 0): Promise<string[]> {
    const rows = await this.world.sql.query<{ verdict: string; step: string | null; reason: string }>(
      'SELECT verdict, step, reason FROM renewal_decision WHERE tenant_id = ? AND renewal_id = ? ORDER BY id',
      [this.tenantId, (await this.renewal(merchant, index)).id],
    );
    return rows.map(({ verdict, step, reason }) => `${verdict} ${step ?? '-'} ${reason}`);
  }

  /** Texts on the merchant's phone that came from us. */
  texts(merchant: Merchant): string[] {
    return this.world.graph.control.acceptedFor(merchant.phone).map((message) => message.type);
  }

  /** The merchant writes; resolves when it was taken up. */
  async write(merchant: Merchant, text: string): Promise<void> {
    await this.world.graph.control.inbound(merchant.phone, { kind: 'text', text });
    await eventually(
      async () =>
        (
          await this.world.sql.query("SELECT id FROM message WHERE tenant_id = ? AND contact_id = ? AND direction = 'in' AND content_text = ?", [
            this.tenantId,
            merchant.contactId,
            text,
          ])
        ).length > 0,
      'the message to be taken in',
    );
  }

  /** Pays at the POS; what the next load of outlets would change, is changed. */
  async pay(merchant: Merchant, index = 0): Promise<string> {
    const oid = merchant.oids[index] ?? '';
    const expiry = moveDay(merchant.dueOn, 365);
    this.pos.putOutlet({ oid: Number(oid), expiry_date: expiry });
    await this.world.sql.execute('UPDATE outlet SET expiry_date = ? WHERE tenant_id = ? AND oid = ?', [expiry, this.tenantId, oid]);
    return expiry;
  }

  async close(): Promise<void> {
    await this.world.close();
    await this.pos.close();
  }
}

import { setTimeout as wait } from 'node:timers/promises';
import { createPool } from 'mysql2/promise';
import { z } from 'zod';
import { demoFile } from './demo-file.ts';
import { demoScripts } from './demo-scripts.ts';
import { demoStaff } from './demo-staff.ts';
import { demoTemplates } from './demo-templates.ts';
import { demoWorld } from './demo-world.ts';
import { planRenewals } from './plan-renewals.ts';
import { planTickets } from './plan-tickets.ts';
import { SeedSql } from './seed-sql.ts';
import { storeFiles } from './store-files.ts';
import { submittedTemplates } from './submitted-templates.ts';
import { tellSimulator } from './tell-simulator.ts';
import { writeCast } from './write-cast.ts';
import { writeRenewals } from './write-renewals.ts';
import { writeTickets } from './write-tickets.ts';

/**
 * Fills an empty Engage with the demo, once: waits until the server has made its schema and its default number, writes everything
 * in one transaction and leaves a mark, so that a second run does nothing. GRAPH_SIM_URL: the phones get the same past.
 */
const settings = z
  .object({
    DATABASE_URL: z.string().min(1),
    WABA_PHONE_NUMBER_ID: z.string().min(1),
    GRAPH_SIM_URL: z.url().optional(),
    /** The POS answers its first load only when this seed has been. */
    POS_SIM_URL: z.url().optional(),
    MEDIA_DIR: z.string().default('.engage/media'),
    MINIO_ENDPOINT: z.string().optional(),
    MINIO_ACCESS_KEY: z.string().optional(),
    MINIO_SECRET_KEY: z.string().optional(),
    MINIO_BUCKET: z.string().default('wa-media'),
    MINIO_REGION: z.string().default('us-east-1'),
    SEED_WAIT_MS: z.coerce.number().int().min(0).default(60_000),
  })
  .parse(process.env);

const pool = createPool({ uri: settings.DATABASE_URL, timezone: 'Z', charset: 'utf8mb4', connectionLimit: 2, supportBigNumbers: true, bigNumberStrings: true });
try {
  process.stdout.write(`demo: ${await seed()}\n`);
  if (settings.POS_SIM_URL !== undefined) await fetch(`${settings.POS_SIM_URL}/_sim/open`, { method: 'POST' });
} finally {
  await pool.end();
}

async function seed(): Promise<string> {
  const number = await findNumber();
  const outside = new SeedSql(pool);
  const done = await outside.query("SELECT 1 AS done FROM setting WHERE tenant_id = ? AND name = 'demo'", [number.tenantId]);
  if (done.length > 0) return 'already there';

  const now = Date.now();
  const world = demoWorld();
  const staff = demoStaff();
  const tickets = planTickets(world, staff, now);
  const renewals = planRenewals(world, now);
  const names = [...new Set(tickets.flatMap((ticket) => ticket.lines.flatMap((line) => (/\.\w+$/.test(line.argument) ? [line.argument] : []))))];
  const fileKey = (name: string): string => `${number.tenantId}/demo/${name}`;
  await storeFiles(
    names.map((name) => ({ key: fileKey(name), file: demoFile(name) })),
    settings,
  );

  const connection = await pool.getConnection();
  try {
    await connection.query("SET SESSION time_zone = '+00:00'");
    await connection.beginTransaction();
    const sql = new SeedSql(connection);
    const knownSince = new Map([
      ...renewals.flatMap(({ person, prompts }) => (person === null ? [] : [[person.id, (prompts[0]?.at ?? now) - 86_400_000] as const])),
      ...tickets.toReversed().map((ticket) => [ticket.person.id, ticket.lines[0]?.at ?? now] as const),
    ]);
    const cast = await writeCast(
      sql,
      world,
      staff,
      number,
      [...new Set(demoScripts.map((script) => script.category))],
      now,
      knownSince,
      settings.POS_SIM_URL ?? null,
    );
    const chats = await writeTickets(sql, tickets, cast, settings.WABA_PHONE_NUMBER_ID, fileKey);
    const templates = await submittedTemplates(sql, number.tenantId, now);
    chats.push(
      ...(await writeRenewals(sql, renewals, cast, {
        ...{ templates, phoneNumberId: settings.WABA_PHONE_NUMBER_ID, now },
        payAt: settings.POS_SIM_URL ?? 'https://pay.example.com',
      })),
    );
    await sql.insert('setting', [{ tenant_id: number.tenantId, name: 'demo', value: JSON.stringify({ version: 1, at: new Date(now).toISOString() }) }]);
    if (settings.GRAPH_SIM_URL !== undefined) await tellSimulator(settings.GRAPH_SIM_URL, chats, names.map(demoFile), [...demoTemplates(), ...templates]);
    await connection.commit();
    return `${world.outlets.length} outlets, ${world.people.length} contacts, ${tickets.length} tickets, ${chats.length} messages, ${renewals.length} renewals`;
  } catch (cause) {
    await connection.rollback();
    throw cause;
  } finally {
    connection.release();
  }
}

/** The number the server registered at its first start; waits for it, because both start at the same time. */
async function findNumber(): Promise<{ tenantId: string; numberId: string; wabaId: string }> {
  const end = Date.now() + settings.SEED_WAIT_MS;
  for (;;) {
    try {
      const [row] = await new SeedSql(pool).query<{ tenant_id: string; id: string; waba_id: string | null }>(
        'SELECT tenant_id, id, waba_id FROM whatsapp_number WHERE phone_number_id = ?',
        [settings.WABA_PHONE_NUMBER_ID],
      );
      if (row !== undefined) return { tenantId: String(row.tenant_id), numberId: String(row.id), wabaId: row.waba_id ?? 'default' };
    } catch (cause) {
      if (Date.now() > end) throw cause;
    }
    if (Date.now() > end) throw new Error('the Engage server has not registered its WhatsApp number yet; start it first');
    await wait(250);
  }
}

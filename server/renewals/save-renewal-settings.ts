import type { z } from 'zod';
import { renewalSettingsSchema, type RenewalSettings, type saveRenewalSettingsInput } from '../../types/renewal-settings.ts';
import { templateCatalogue } from '../messages/template-catalogue.ts';
import { AppError } from '../platform/app-error.ts';
import type { Ctx, Tx } from '../platform/context.ts';
import { inTransaction } from '../platform/in-transaction.ts';
import { recordAudit } from '../platform/record-audit.ts';
import { decideSettingsRefusal } from './decide-settings-refusal.ts';
import { findSettingsRevision } from './find-settings-revision.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import { wakeRenewals } from './wake-renewals.ts';

/**
 * Saves what is set about renewals: what is not named stays as it is stored. Every open renewal is decided again by the scheduler. Answers
 * whether anything is different. Errors: conflict (`revision` is not of what is stored by now: somebody else saved), invalid_input with
 * `field` (they contradict each other, or decide-settings-refusal.ts says why not).
 */
export async function saveRenewalSettings(ctx: Ctx, { settings: change, revision }: z.output<typeof saveRenewalSettingsInput>): Promise<boolean> {
  return inTransaction(ctx, async ({ tx }) => {
    await lock(tx, ctx.tenantId, revision);
    const before = await readRenewalSettings(ctx.tenantId);
    const settings = wholeOf(before, change);
    const changed = (Object.keys(settings) as (keyof RenewalSettings)[]).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(settings[name]));
    if (changed.length === 0) {
      // the row that was made to hold the place of one
      if (revision === 'none') await tx.execute("DELETE FROM setting WHERE tenant_id = ? AND name = 'renewals'", [ctx.tenantId]);
      return false;
    }
    const refusal = decideSettingsRefusal(before, settings, await loadTemplateNames(tx, ctx.tenantId));
    if (refusal) throw new AppError('invalid_input', refusal.sentence, { field: refusal.field });
    const pick = (from: RenewalSettings): Record<string, unknown> => Object.fromEntries(changed.map((name) => [name, from[name]]));
    await tx.execute("INSERT INTO setting (tenant_id, name, value) VALUES (?, 'renewals', ?) ON DUPLICATE KEY UPDATE value = VALUES(value)", [
      ctx.tenantId,
      JSON.stringify(settings),
    ]);
    await wakeRenewals(tx, ctx.tenantId, {}, ctx.now);
    await recordAudit(tx, [
      {
        tenantId: ctx.tenantId,
        actor: ctx.actor,
        entityType: 'setting',
        entityId: '0',
        action: 'changed',
        before: pick(before),
        after: pick(settings),
        requestId: ctx.requestId,
        at: ctx.now,
      },
    ]);
    return true;
  });
}

/** Who saves at the same moment waits here, and then sees what was saved. While nothing is stored there is no row to wait for: one is made. */
async function lock(tx: Tx, tenantId: string, revision: string): Promise<void> {
  let stored = await findSettingsRevision(tx, tenantId, true);
  if (stored === 'none') {
    const { affectedRows } = await tx.execute("INSERT IGNORE INTO setting (tenant_id, name, value) VALUES (?, 'renewals', '{}')", [tenantId]);
    if (affectedRows === 0) stored = await findSettingsRevision(tx, tenantId, true);
  }
  if (stored !== revision) throw new AppError('conflict', 'Somebody else saved these settings meanwhile.');
}

function wholeOf(before: RenewalSettings, change: Partial<RenewalSettings>): RenewalSettings {
  const whole = renewalSettingsSchema.safeParse({ ...before, ...change });
  if (whole.success) return whole.data;
  const [issue] = whole.error.issues;
  throw new AppError('invalid_input', 'The settings contradict each other.', { field: String(issue?.path[0] ?? '') });
}

/** Whatever the registry knows, in whatever state, and what comes with the product. */
async function loadTemplateNames(tx: Tx, tenantId: string): Promise<Set<string>> {
  const rows = await tx.query<{ name: string }>(
    "SELECT DISTINCT name FROM whatsapp_template WHERE tenant_id = ? AND (status <> 'DELETED' OR origin = 'seed')",
    [tenantId],
  );
  return new Set([...rows.map(({ name }) => name), ...templateCatalogue.map(({ name }) => name)]);
}

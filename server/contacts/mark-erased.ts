import type { Ctx, Tx } from '../platform/context.ts';
import { digestPhone } from './digest-phone.ts';
import { lockErasures } from './lock-erasures.ts';

/** Marks these numbers (E.164) as those of somebody who asked to be forgotten, so that no list of the POS brings them back (`leaveOutErased`). */
export async function markErased({ tx, tenantId, now }: Ctx & { tx: Tx }, phones: readonly string[]): Promise<void> {
  const key = await lockErasures(tx, tenantId, 'exclusive');
  if (phones.length === 0) return;
  await tx.execute('INSERT INTO contact_erased (tenant_id, digest, erased_at) VALUES ? ON DUPLICATE KEY UPDATE erased_at = VALUES(erased_at)', [
    phones.map((phone) => [tenantId, digestPhone(key, phone), now]),
  ]);
}

import { z } from 'zod';
import type { Ctx } from '../platform/context.ts';
import { database } from '../platform/database.ts';
import { graph } from './graph.ts';

const node = z.object({ display_phone_number: z.string().max(64).optional(), verified_name: z.string().max(255).optional() });

/** Asks Meta what the tenant's numbers look like to merchants: the number as people read it and the verified name (whatsapp.md §6). One that cannot be read does not keep the others from it. */
export async function syncNumbersOfTenant(ctx: Ctx): Promise<void> {
  const numbers = await database().query<{ id: string; phone_number_id: string }>('SELECT id, phone_number_id FROM whatsapp_number WHERE tenant_id = ?', [
    ctx.tenantId,
  ]);
  for (const number of numbers) {
    const answer = await graph().get(`/${encodeURIComponent(number.phone_number_id)}?fields=display_phone_number,verified_name`);
    const found = 'kind' in answer ? null : node.safeParse(answer.json);
    if (!found?.success) {
      ctx.log.info(
        { numberId: number.id, code: 'kind' in answer && answer.kind === 'rejected' ? answer.code : undefined },
        'Meta did not say what a number looks like',
      );
      continue;
    }
    await database().execute('UPDATE whatsapp_number SET display_phone = COALESCE(?, display_phone), name = COALESCE(?, name) WHERE tenant_id = ? AND id = ?', [
      found.data.display_phone_number?.slice(0, 32) || null,
      found.data.verified_name || null,
      ctx.tenantId,
      number.id,
    ]);
  }
}

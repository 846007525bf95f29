import { findTenant } from '../access/find-tenant.ts';
import { pos } from './pos.ts';

/** Whether this tenant's outlets come from a POS: one is configured, and it is the default tenant's. */
export async function hasPos(tenantId: string): Promise<boolean> {
  return pos() !== null && (await findTenant('default')) === tenantId;
}

import type { PiiLevel, Role, Scope } from '../../types/access.ts';
import { demoWorld } from './demo-world.ts';

/** A person who works at the POS company: known to the POS by `key`, and to Engage by e-mail + password as well. */
export interface DemoStaff {
  /** The POS's own user id: `sub` of the host token. */
  key: string;
  name: string;
  email: string;
  role: Role;
  scope: Scope;
  pii: PiiLevel;
  /** What the switch in the demo pages says. */
  label: string;
}

/** The password of everybody in the demo, for signing in without a host page. */
export const demoPassword = 'kedai-pos-2026';

/** One person for every role and scope worth showing. */
export function demoStaff(): DemoStaff[] {
  const { outlets } = demoWorld();
  const all: Scope = { all: true };
  const kualaLumpur: Scope = { fids: [], oids: outlets.filter((outlet) => outlet.state === 'Kuala Lumpur').map((outlet) => String(outlet.oid)) };
  const person = (key: string, name: string, role: Role, scope: Scope, label: string, pii: PiiLevel = 'full'): DemoStaff => ({
    key,
    name,
    email: `${name.split(' ')[0]?.toLowerCase() ?? key}@kedaipos.example`,
    role,
    scope,
    pii,
    label,
  });
  return [
    person('pos-2001', 'Aina Rosli', 'agent', all, 'Agent, all outlets'),
    person('pos-2002', 'Farid Iskandar', 'agent', kualaLumpur, 'Agent, Kuala Lumpur'),
    person('pos-2003', 'Chong Li Wen', 'agent', { fids: ['101'], oids: [] }, 'Agent, Sri Kopitiam only'),
    person('pos-2008', 'Hafiz Salleh', 'agent', all, 'Agent, all outlets'),
    person('pos-2004', 'Melissa Yap', 'sales', all, 'Sales, personal data masked', 'masked'),
    person('pos-2005', 'Kumar Selvam', 'renewal', all, 'Renewals'),
    person('pos-2006', 'Rosnah Abdullah', 'supervisor', all, 'Supervisor'),
    person('pos-2007', 'Daniel Ong', 'admin', all, 'Administrator'),
  ];
}

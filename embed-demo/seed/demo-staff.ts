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
  /** What the switch in the demo pages says, in English and in Malay. */
  label: { en: string; ms: string };
}

/** The password of everybody in the demo, for signing in without a host page. */
export const demoPassword = 'kedai-pos-2026';

/** One person for every role and scope worth showing. */
export function demoStaff(): DemoStaff[] {
  const { outlets } = demoWorld();
  const all: Scope = { all: true };
  const kualaLumpur: Scope = { fids: [], oids: outlets.filter((outlet) => outlet.state === 'Kuala Lumpur').map((outlet) => String(outlet.oid)) };
  const person = (key: string, name: string, role: Role, scope: Scope, label: DemoStaff['label'], pii: PiiLevel = 'full'): DemoStaff => ({
    key,
    name,
    email: `${name.split(' ')[0]?.toLowerCase() ?? key}@kedaipos.example`,
    role,
    scope,
    pii,
    label,
  });
  return [
    person('pos-2001', 'Aina Rosli', 'agent', all, { en: 'Agent, all outlets', ms: 'Ejen, semua cawangan' }),
    person('pos-2002', 'Farid Iskandar', 'agent', kualaLumpur, { en: 'Agent, Kuala Lumpur', ms: 'Ejen, Kuala Lumpur' }),
    person('pos-2003', 'Chong Li Wen', 'agent', { fids: ['101'], oids: [] }, { en: 'Agent, Sri Kopitiam only', ms: 'Ejen, Sri Kopitiam sahaja' }),
    person('pos-2008', 'Hafiz Salleh', 'agent', all, { en: 'Agent, all outlets', ms: 'Ejen, semua cawangan' }),
    person('pos-2004', 'Melissa Yap', 'sales', all, { en: 'Sales, personal data masked', ms: 'Jualan, data peribadi dilindungi' }, 'masked'),
    person('pos-2005', 'Kumar Selvam', 'renewal', all, { en: 'Renewals', ms: 'Pembaharuan' }),
    person('pos-2006', 'Rosnah Abdullah', 'supervisor', all, { en: 'Supervisor', ms: 'Penyelia' }),
    person('pos-2007', 'Daniel Ong', 'admin', all, { en: 'Administrator', ms: 'Pentadbir' }),
  ];
}

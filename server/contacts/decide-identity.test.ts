import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideIdentity, type IdentityDecision, type IdentityMatches } from './decide-identity.ts';
import type { Sender } from './sender-types.ts';

const sender: Sender = { phone: '+60123456789', bsuid: 'MY.1', parentBsuid: 'MY.ENT.1', name: 'Aminah', username: 'kedai.aminah' };
const nobody: IdentityMatches = { bsuid: null, parentBsuid: null, phone: null, phoneHasOtherBsuid: false };
const cases: [string, Partial<Sender>, Partial<IdentityMatches>, IdentityDecision][] = [
  ['nobody known', {}, {}, { contactId: null, mergeId: null, movePhone: false }],
  ['known by phone only', {}, { phone: '5' }, { contactId: '5', mergeId: null, movePhone: false }],
  ['known by BSUID, the phone is absent', { phone: null }, { bsuid: '7' }, { contactId: '7', mergeId: null, movePhone: false }],
  ['BSUID before parent BSUID before phone', {}, { bsuid: '7', parentBsuid: '7', phone: '7' }, { contactId: '7', mergeId: null, movePhone: false }],
  ['known by the parent BSUID', { phone: null }, { parentBsuid: '8' }, { contactId: '8', mergeId: null, movePhone: false }],
  ['first webhook with both ids of two contacts: one person', {}, { bsuid: '7', phone: '5' }, { contactId: '7', mergeId: '5', movePhone: false }],
  ['the number belongs to somebody else now', {}, { bsuid: '7', phone: '5', phoneHasOtherBsuid: true }, { contactId: '7', mergeId: null, movePhone: true }],
];
for (const [name, who, matches, expected] of cases) {
  test(name, () => assert.deepEqual(decideIdentity({ ...sender, ...who }, { ...nobody, ...matches }), expected));
}

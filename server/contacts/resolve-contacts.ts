import { insertRows } from '../platform/insert-rows.ts';
import type { Sql } from '../platform/sql.ts';
import type { ContactState, IdentityKind } from './contact-state-types.ts';
import { decideIdentity } from './decide-identity.ts';
import { loadContactStates } from './load-contact-states.ts';
import { mergeContacts } from './merge-contacts.ts';
import type { KnownContact, Sender } from './sender-types.ts';

/**
 * Finds or creates the contact of each sender, in order, in a handful of statements: joins contacts that turn out to be one
 * person, learns new ids, keeps name, username and phone fresh. Another lane creating the same contact meanwhile shows as a
 * duplicate key: the caller's transaction is tried again and then finds it. `known` saves the look-up when it was made before.
 */
export async function resolveContacts(
  sql: Sql,
  tenantId: string,
  senders: readonly Sender[],
  at: Date,
  known?: Map<string, ContactState>,
): Promise<KnownContact[]> {
  const byKey = known ?? (await loadContactStates(sql, tenantId, senders));
  const resolved: ContactState[] = [];
  for (const sender of senders) resolved.push(await resolveOne(sql, tenantId, sender, byKey, at));
  const states = [...new Set(resolved.map(follow))];
  await insertContacts(
    sql,
    tenantId,
    states.filter((state) => state.id === null),
    at,
  );
  await insertIdentities(sql, tenantId, states, at);
  await updateContacts(
    sql,
    tenantId,
    states.filter((state) => state.isChanged && !state.isNew),
  );
  return resolved.map((state) => {
    const { id, name, phone, username, optedOut, isNew } = follow(state);
    return { id: id ?? '', name, phone, username, optedOut, isNew };
  });
}

async function resolveOne(sql: Sql, tenantId: string, sender: Sender, byKey: Map<string, ContactState>, at: Date): Promise<ContactState> {
  const at2 = (kind: IdentityKind, value: string | null): ContactState | null => {
    const state = value === null ? undefined : byKey.get(kind + value);
    return state ? follow(state) : null;
  };
  const matches = { bsuid: at2('bsuid', sender.bsuid), parentBsuid: at2('parent_bsuid', sender.parentBsuid), phone: at2('phone_e164', sender.phone) };
  const states = [matches.bsuid, matches.parentBsuid, matches.phone];
  const nameOf = (state: ContactState | null): string | null => (state ? String(states.indexOf(state)) : null);
  const byUser = matches.bsuid ?? matches.parentBsuid;
  const isSplit = byUser !== null && matches.phone !== null && byUser !== matches.phone;
  const decision = decideIdentity(sender, {
    bsuid: nameOf(matches.bsuid),
    parentBsuid: nameOf(matches.parentBsuid),
    phone: nameOf(matches.phone),
    phoneHasOtherBsuid: isSplit && matches.phone !== null && (await hasBsuid(sql, tenantId, matches.phone)),
  });
  const state = (decision.contactId === null ? null : states[Number(decision.contactId)]) ?? {
    id: null,
    name: null,
    phone: null,
    username: null,
    optedOut: false,
    isNew: true,
    isChanged: false,
    into: null,
    newIds: new Map(),
    knownIds: new Set<string>(),
  };
  if (isSplit && matches.phone) {
    if (decision.mergeId !== null) await join(sql, tenantId, matches.phone, state, at);
    else await releasePhone(sql, tenantId, matches.phone, sender.phone);
  }
  learn(state, 'bsuid', sender.bsuid, byKey);
  learn(state, 'parent_bsuid', sender.parentBsuid, byKey);
  learn(state, 'phone_e164', sender.phone, byKey);
  keep(state, 'name', sender.name);
  keep(state, 'username', sender.username);
  keep(state, 'phone', sender.phone);
  return state;
}

function learn(state: ContactState, kind: IdentityKind, value: string | null, byKey: Map<string, ContactState>): void {
  if (value === null) return;
  const key = kind + value;
  byKey.set(key, state);
  if (!state.knownIds.has(key)) state.newIds.set(key, { kind, value });
}
function keep(state: ContactState, field: 'name' | 'username' | 'phone', value: string | null): void {
  if (value === null || state[field] === value) return;
  state[field] = value;
  state.isChanged = true;
}
function follow(state: ContactState): ContactState {
  let current = state;
  while (current.into) current = current.into;
  return current;
}

async function hasBsuid(sql: Sql, tenantId: string, state: ContactState): Promise<boolean> {
  if ([...state.newIds.values()].some(({ kind }) => kind === 'bsuid')) return true;
  if (state.id === null) return false;
  const rows = await sql.query("SELECT 1 FROM contact_identity WHERE tenant_id = ? AND contact_id = ? AND kind = 'bsuid' AND valid_to IS NULL LIMIT 1", [
    tenantId,
    state.id,
  ]);
  return rows.length > 0;
}

async function join(sql: Sql, tenantId: string, from: ContactState, into: ContactState, at: Date): Promise<void> {
  if (from.id !== null && into.id !== null) await mergeContacts(sql, { tenantId, fromId: from.id, intoId: into.id, at });
  for (const key of from.knownIds) into.knownIds.add(key);
  for (const [key, id] of from.newIds) into.newIds.set(key, id);
  from.into = into;
}

/** The number belongs to somebody else now: its former contact keeps everything but the number. */
async function releasePhone(sql: Sql, tenantId: string, from: ContactState, phone: string | null): Promise<void> {
  from.knownIds.delete(`phone_e164${phone}`);
  from.newIds.delete(`phone_e164${phone}`);
  if (from.phone === phone) from.phone = null;
  if (from.id !== null)
    await sql.execute('UPDATE contact SET wa_phone_e164 = NULL WHERE tenant_id = ? AND id = ? AND wa_phone_e164 = ?', [tenantId, from.id, phone]);
}

async function insertContacts(sql: Sql, tenantId: string, states: readonly ContactState[], at: Date): Promise<void> {
  const rows = states.map((state) => [tenantId, state.phone, state.name, state.username, at]);
  const ids = await insertRows(sql, 'INSERT INTO contact (tenant_id, wa_phone_e164, display_name, username, created_at) VALUES ?', rows);
  states.forEach((state, index) => {
    state.id = ids[index] ?? null;
  });
}

async function insertIdentities(sql: Sql, tenantId: string, states: readonly ContactState[], at: Date): Promise<void> {
  const rows = states.flatMap((state) => [...state.newIds.values()].map(({ kind, value }) => [tenantId, kind, value, state.id, at]));
  if (rows.length === 0) return;
  await sql.execute(
    `INSERT INTO contact_identity (tenant_id, kind, value, contact_id, first_seen_at) VALUES ?
     ON DUPLICATE KEY UPDATE contact_id = VALUES(contact_id), first_seen_at = VALUES(first_seen_at), valid_to = NULL`,
    [rows],
  );
}

async function updateContacts(sql: Sql, tenantId: string, states: readonly ContactState[]): Promise<void> {
  if (states.length === 0) return;
  await sql.execute(
    `UPDATE contact c JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', name VARCHAR(255) PATH '$.name', username VARCHAR(64) PATH '$.username', phone VARCHAR(32) PATH '$.phone')) d
     ON c.tenant_id = ? AND c.id = d.id SET c.display_name = d.name, c.username = d.username, c.wa_phone_e164 = d.phone, c.undeliverable_at = NULL`,
    [JSON.stringify(states.map(({ id, name, username, phone }) => ({ id, name, username, phone }))), tenantId],
  );
}

import { insertRows } from '../platform/insert-rows.ts';
import type { Sql } from '../platform/sql.ts';
import { decideIdentity } from './decide-identity.ts';
import { mergeContacts } from './merge-contacts.ts';
import type { KnownContact, Sender } from './sender-types.ts';

type Kind = 'bsuid' | 'parent_bsuid' | 'phone_e164';
interface State extends Omit<KnownContact, 'id'> {
  id: string | null;
  /** joined into another one while this batch was resolved */
  into: State | null;
  isChanged: boolean;
  newIds: Map<string, { kind: Kind; value: string }>;
  knownIds: Set<string>;
}
interface IdentityRow {
  kind: Kind;
  value: string;
  id: string;
  display_name: string | null;
  wa_phone_e164: string | null;
  username: string | null;
  opted_out_at: Date | null;
}

/**
 * Finds or creates the contact of each sender, in order, in a handful of statements: joins contacts that turn out to be one
 * person, learns new ids, keeps name, username and phone fresh. Another lane creating the same contact meanwhile shows as a
 * duplicate key: the caller's transaction is tried again and then finds it.
 */
export async function resolveContacts(sql: Sql, tenantId: string, senders: readonly Sender[], at: Date): Promise<KnownContact[]> {
  const byKey = await loadStates(sql, tenantId, senders);
  const resolved: State[] = [];
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

async function loadStates(sql: Sql, tenantId: string, senders: readonly Sender[]): Promise<Map<string, State>> {
  const values = (pick: (sender: Sender) => string | null): string[] => [...new Set(senders.flatMap((sender) => pick(sender) ?? []))];
  const wanted: [Kind, string[]][] = [
    ['phone_e164', values((sender) => sender.phone)],
    ['bsuid', values((sender) => sender.bsuid)],
    ['parent_bsuid', values((sender) => sender.parentBsuid)],
  ];
  const asked = wanted.filter(([, list]) => list.length > 0);
  const columns = 'c.id, c.display_name, c.wa_phone_e164, c.username, c.opted_out_at';
  const rows = await sql.query<IdentityRow>(
    `SELECT i.kind, i.value, ${columns} FROM contact_identity i JOIN contact c ON c.tenant_id = i.tenant_id AND c.id = i.contact_id
     WHERE i.tenant_id = ? AND i.valid_to IS NULL AND (${asked.map(() => '(i.kind = ? AND i.value IN (?))').join(' OR ')})`,
    [tenantId, ...asked.flat()],
  );
  const found = new Set(rows.map((row) => row.kind + row.value));
  const unknownPhones = wanted[0]?.[1].filter((phone) => !found.has(`phone_e164${phone}`)) ?? [];
  if (unknownPhones.length > 0) {
    // contacts that came from the POS or were typed in have a phone but no identity yet
    rows.push(
      ...(await sql.query<IdentityRow>(
        `SELECT 'phone_e164' AS kind, c.wa_phone_e164 AS value, ${columns} FROM contact c WHERE c.tenant_id = ? AND c.wa_phone_e164 IN (?)`,
        [tenantId, unknownPhones],
      )),
    );
  }
  const byId = new Map<string, State>();
  const byKey = new Map<string, State>();
  for (const row of rows) {
    const state = byId.get(row.id) ?? {
      id: row.id,
      name: row.display_name,
      phone: row.wa_phone_e164,
      username: row.username,
      optedOut: row.opted_out_at !== null,
      isNew: false,
      isChanged: false,
      into: null,
      newIds: new Map(),
      knownIds: new Set(),
    };
    byId.set(row.id, state);
    if (found.has(row.kind + row.value)) state.knownIds.add(row.kind + row.value);
    byKey.set(row.kind + row.value, state);
  }
  return byKey;
}

async function resolveOne(sql: Sql, tenantId: string, sender: Sender, byKey: Map<string, State>, at: Date): Promise<State> {
  const at2 = (kind: Kind, value: string | null): State | null => {
    const state = value === null ? undefined : byKey.get(kind + value);
    return state ? follow(state) : null;
  };
  const matches = { bsuid: at2('bsuid', sender.bsuid), parentBsuid: at2('parent_bsuid', sender.parentBsuid), phone: at2('phone_e164', sender.phone) };
  const states = [matches.bsuid, matches.parentBsuid, matches.phone];
  const nameOf = (state: State | null): string | null => (state ? String(states.indexOf(state)) : null);
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

function learn(state: State, kind: Kind, value: string | null, byKey: Map<string, State>): void {
  if (value === null) return;
  const key = kind + value;
  byKey.set(key, state);
  if (!state.knownIds.has(key)) state.newIds.set(key, { kind, value });
}
function keep(state: State, field: 'name' | 'username' | 'phone', value: string | null): void {
  if (value === null || state[field] === value) return;
  state[field] = value;
  state.isChanged = true;
}
function follow(state: State): State {
  let current = state;
  while (current.into) current = current.into;
  return current;
}

async function hasBsuid(sql: Sql, tenantId: string, state: State): Promise<boolean> {
  if ([...state.newIds.values()].some(({ kind }) => kind === 'bsuid')) return true;
  if (state.id === null) return false;
  const rows = await sql.query("SELECT 1 FROM contact_identity WHERE tenant_id = ? AND contact_id = ? AND kind = 'bsuid' AND valid_to IS NULL LIMIT 1", [
    tenantId,
    state.id,
  ]);
  return rows.length > 0;
}

async function join(sql: Sql, tenantId: string, from: State, into: State, at: Date): Promise<void> {
  if (from.id !== null && into.id !== null) await mergeContacts(sql, { tenantId, fromId: from.id, intoId: into.id, at });
  for (const key of from.knownIds) into.knownIds.add(key);
  for (const [key, id] of from.newIds) into.newIds.set(key, id);
  from.into = into;
}

/** The number belongs to somebody else now: its former contact keeps everything but the number. */
async function releasePhone(sql: Sql, tenantId: string, from: State, phone: string | null): Promise<void> {
  from.knownIds.delete(`phone_e164${phone}`);
  from.newIds.delete(`phone_e164${phone}`);
  if (from.phone === phone) from.phone = null;
  if (from.id !== null)
    await sql.execute('UPDATE contact SET wa_phone_e164 = NULL WHERE tenant_id = ? AND id = ? AND wa_phone_e164 = ?', [tenantId, from.id, phone]);
}

async function insertContacts(sql: Sql, tenantId: string, states: readonly State[], at: Date): Promise<void> {
  const rows = states.map((state) => [tenantId, state.phone, state.name, state.username, at]);
  const ids = await insertRows(sql, 'INSERT INTO contact (tenant_id, wa_phone_e164, display_name, username, created_at) VALUES ?', rows);
  states.forEach((state, index) => {
    state.id = ids[index] ?? null;
  });
}

async function insertIdentities(sql: Sql, tenantId: string, states: readonly State[], at: Date): Promise<void> {
  const rows = states.flatMap((state) => [...state.newIds.values()].map(({ kind, value }) => [tenantId, kind, value, state.id, at]));
  if (rows.length === 0) return;
  await sql.execute(
    `INSERT INTO contact_identity (tenant_id, kind, value, contact_id, first_seen_at) VALUES ?
     ON DUPLICATE KEY UPDATE contact_id = VALUES(contact_id), first_seen_at = VALUES(first_seen_at), valid_to = NULL`,
    [rows],
  );
}

async function updateContacts(sql: Sql, tenantId: string, states: readonly State[]): Promise<void> {
  if (states.length === 0) return;
  await sql.execute(
    `UPDATE contact c JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$.id', name VARCHAR(255) PATH '$.name', username VARCHAR(64) PATH '$.username', phone VARCHAR(32) PATH '$.phone')) d
     ON c.tenant_id = ? AND c.id = d.id SET c.display_name = d.name, c.username = d.username, c.wa_phone_e164 = d.phone`,
    [JSON.stringify(states.map(({ id, name, username, phone }) => ({ id, name, username, phone }))), tenantId],
  );
}

import { setImmediate } from 'node:timers/promises';
import type { RenewalSelection, SendPreview } from '../../types/renewals.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import { fillBoundTemplate } from '../messages/fill-bound-template.ts';
import { database } from '../platform/database.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { decideDigest } from './decide-digest.ts';
import { decideDigestFacts } from './decide-digest-facts.ts';
import { type Exclusion, decideWaterfall } from './decide-waterfall.ts';
import { loadReminderInputs } from './load-reminder-inputs.ts';
import { loadRenewalFacts } from './load-renewal-facts.ts';
import { readRenewalSettings } from './read-renewal-settings.ts';
import type { ReminderInput, ReminderMessage } from './reminder-types.ts';
import { resolveSelection } from './resolve-selection.ts';

/** Decisions between two breaths: the process serves others meanwhile. */
const PEOPLE_AT_ONCE = 200;
/** What is put off by the hours of the day only will be sent when they are over. */
const HOURS: ReadonlySet<string> = new Set(['quiet_hours', 'holiday']);

/**
 * What a bulk "send now" would do: the exclusion waterfall, then how many messages go to how many people, when the first may go, and how
 * it reads. Decided by the rules the sender asks again when it sends; renewals of one person become one message where they may.
 */
export async function previewSend(ctx: UserCtx, selection: RenewalSelection): Promise<SendPreview> {
  const settings = await readRenewalSettings(ctx.tenantId);
  const ids = await resolveSelection(ctx, selection);
  const inputs = await loadReminderInputs(database(), ctx.tenantId, ids, settings, ctx.now);
  const exclusions: Exclusion[] = [];
  const messages: { message: ReminderMessage; person: string; at: Date }[] = [];
  let decided = 0;
  for (const [person, group] of byPerson(inputs)) {
    if (++decided % PEOPLE_AT_ONCE === 0) await setImmediate();
    const now = decide(group, settings, ctx.now);
    messages.push(...now.messages.map((message) => ({ message, person, at: ctx.now })));
    const later = now.others.filter(({ decision }) => HOURS.has(decision.reason));
    exclusions.push(...now.others.filter((one) => !later.includes(one)).map(({ renewalId, decision }) => ({ id: renewalId, reason: decision.reason })));
    if (later.length === 0) continue;
    const at = later.reduce<Date>((first, { decision }) => (decision.verdict === 'wait' && decision.until < first ? decision.until : first), FAR);
    const waiting = new Set(later.map(({ renewalId }) => renewalId));
    const then = decide(
      group.filter(({ renewal }) => waiting.has(renewal.id)),
      settings,
      at,
    );
    messages.push(...then.messages.map((message) => ({ message, person, at })));
    exclusions.push(...then.others.map(({ renewalId, decision }) => ({ id: renewalId, reason: decision.reason })));
  }
  const steps = decideWaterfall(exclusions);
  const names = await readNames(
    ctx.tenantId,
    steps.flatMap((step) => step.ids),
  );
  const first = messages.reduce<Date | null>((earliest, { at }) => (earliest === null || at < earliest ? at : earliest), null);
  return {
    selected: ids.length,
    excluded: steps.map(({ reason, count, ids: examples }) => ({ reason, count, examples: examples.map((id) => ({ id, outletName: names.get(id) ?? '' })) })),
    renewals: messages.reduce((sum, { message }) => sum + message.parts.length, 0),
    messages: messages.length,
    people: new Set(messages.map(({ person }) => person)).size,
    startsAt: (first ?? ctx.now).toISOString(),
    sample: await sampleOf(ctx, messages[0]?.message, settings),
  };
}

const FAR = new Date(8_640_000_000_000_000);

function byPerson(inputs: readonly ReminderInput[]): Map<string, ReminderInput[]> {
  const people = new Map<string, ReminderInput[]>();
  for (const input of inputs) {
    const key = input.person?.contactId ?? `none-${input.renewal.id}`;
    const known = people.get(key);
    if (known) known.push(input);
    else people.set(key, [input]);
  }
  return people;
}

function decide(group: readonly ReminderInput[], settings: RenewalSettings, now: Date): ReturnType<typeof decideDigest> {
  return decideDigest(group.map((input) => ({ ...input, mode: 'manual' as const, isBulk: true, settings, now })));
}

async function readNames(tenantId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await database().query<{ id: string; name: string }>(
    'SELECT r.id, o.name FROM renewal r JOIN outlet o ON o.tenant_id = r.tenant_id AND o.oid = r.oid WHERE r.tenant_id = ? AND r.id IN (?)',
    [tenantId, ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The first message as its person would read it. */
async function sampleOf(ctx: UserCtx, message: ReminderMessage | undefined, settings: RenewalSettings): Promise<SendPreview['sample']> {
  const ids = message?.parts.map(({ renewalId }) => renewalId) ?? [];
  const known = await loadRenewalFacts(database(), ctx.tenantId, ids, { settings });
  const first = known.get(ids[0] ?? '');
  const facts = decideDigestFacts(
    ids.flatMap((id) => known.get(id) ?? []),
    settings,
  );
  if (!message || !first || !facts) return null;
  const filled = await fillBoundTemplate(database(), ctx.tenantId, { name: message.template, locale: first.locale, facts });
  if ('problem' in filled) return null;
  return { text: filled.text, language: filled.language, outletName: facts.outletName ?? '', contactName: facts.contactName ?? '' };
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { WireTemplate } from '../../embed-demo/simulators/graph/wire-types.ts';
import type { TemplateFamily, TemplateVariant } from '../../types/templates.ts';
import { fillBoundTemplate } from '../../server/messages/fill-bound-template.ts';
import { templateCatalogue } from '../../server/messages/template-catalogue.ts';
import { createWorld, errorOf, type Client, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
let admin: Client;
let agent: Client;

/** The templates of the product as Meta would list them. */
const submitted = (change: (template: WireTemplate) => Partial<WireTemplate> = () => ({})): WireTemplate[] =>
  templateCatalogue.map(({ name, language, category, components }, at) => {
    const template = { id: String(900 + at), name, language, category, status: 'APPROVED', components } as WireTemplate;
    return { ...template, ...change(template) };
  });
const family = async (name: string): Promise<TemplateFamily> => {
  const found = (await agent.templates.registry.query()).find((one) => one.name === name);
  assert.ok(found, `${name} is in the registry`);
  return found;
};
const variant = async (name: string, language: string): Promise<TemplateVariant> => {
  const found = (await family(name)).variants.find((one) => one.language === language);
  assert.ok(found, `${name} in ${language}`);
  return found;
};
const stopped = async (name: string): Promise<boolean[]> => (await family(name)).dependants.map((dependant) => dependant.isStopped);
const audits = async (name: string): Promise<string[]> => {
  const rows = await world.sql.query<{ action: string }>(
    "SELECT a.action FROM audit_log a JOIN whatsapp_template t ON t.id = a.entity_id WHERE a.entity_type = 'template' AND t.name = ? ORDER BY a.id",
    [name],
  );
  return rows.map((row) => row.action);
};
const filled = (locale: string | null): ReturnType<typeof fillBoundTemplate> =>
  fillBoundTemplate(world.sql, world.tenant.tenantId, {
    name: 'renewal_reminder_v1',
    locale,
    facts: { franchiseName: 'Kopi Kita', outletName: 'Kopi Kita Bangsar', dueOn: '2026-02-28', paymentUrl: 'https://pay.example.com/1' },
  });

before(async () => {
  world = await createWorld();
  admin = await world.clientOf({ sub: 'boss', role: 'admin' });
  agent = await world.clientOf({ sub: 'worker', role: 'agent' });
});
after(() => world.close());

describe('the templates that come with the product', () => {
  it('are drafts with bindings until Meta has them, and what needs them stands still', async () => {
    const reminder = await family('renewal_reminder_v1');
    assert.deepEqual(
      reminder.variants.map(({ language, status, origin, problems }) => ({ language, status, origin, problems })),
      ['en_US', 'ms'].map((language) => ({ language, status: 'DRAFT', origin: 'seed', problems: [] })),
    );
    assert.deepEqual(
      reminder.variants[1]?.bindings.find(({ key }) => key === 'body.4'),
      {
        key: 'body.4',
        fact: 'paymentUrl',
        fallback: 'balas mesej ini dan kami akan hantar pautannya',
      },
    );
    assert.deepEqual(
      reminder.dependants.map(({ kind, label, isStopped }) => [kind, label, isStopped]),
      ['d-14', 'd-7', 'd-1'].map((label) => ['renewal_step', label, true]),
    );
    assert.deepEqual(await filled('ms'), { problem: 'not_approved', missing: [] });
  });

  it('are adopted when Meta lists them: its state, its category, with a warning when that is another one', async () => {
    world.graph.control.setTemplates(submitted(({ name, language }) => (name === 'csat_request_v1' && language === 'ms' ? { category: 'MARKETING' } : {})));
    const { read, added, changed, removed, failed } = await admin.templates.sync.mutate();
    assert.deepEqual([read, added, changed.length, removed, failed], [10, 0, 10, 0, 0]);
    const csat = await variant('csat_request_v1', 'ms');
    assert.deepEqual([csat.status, csat.origin, csat.category, csat.wantedCategory], ['APPROVED', 'seed', 'MARKETING', 'UTILITY']);
    assert.deepEqual(
      csat.problems.map(({ code, severity }) => [code, severity]),
      [
        ['category_changed', 'warning'],
        ['quick_replies_many', 'warning'],
      ],
    );
    assert.deepEqual(await stopped('renewal_reminder_v1'), [false, false, false]);
    assert.ok((await audits('csat_request_v1')).every((action) => action === 'adopted'));
    const again = await admin.templates.sync.mutate();
    assert.deepEqual(again.changed, [], 'the second comparison finds nothing new');
  });

  it('are written in the person’s language', async () => {
    const [malay, english] = [await filled('ms'), await filled('en')];
    assert.ok('text' in malay && malay.language === 'ms' && malay.text.startsWith('Salam tuan/puan, '), JSON.stringify(malay));
    assert.ok('text' in english && english.language === 'en_US' && english.text.includes('28 Feb 2026'));
  });
});

describe('what Meta decides by webhook', () => {
  it('one language paused: the other is used; both paused: what needs it stands still, visibly; reinstated: it goes on', async () => {
    const socket = await world.live(await world.token({ sub: 'worker', role: 'agent' }));
    await world.graph.control.decideTemplate('renewal_reminder_v1', 'ms', { event: 'PAUSED', reason: 'Many people blocked it.' });
    await eventually(async () => (await variant('renewal_reminder_v1', 'ms')).status === 'PAUSED', 'the pause');
    assert.equal((await variant('renewal_reminder_v1', 'ms')).rejectedReason, 'Many people blocked it.');
    const instead = await filled('ms');
    assert.ok('text' in instead && instead.language === 'en_US', 'English is sendable, Malay is not');
    assert.deepEqual(await stopped('renewal_reminder_v1'), [false, false, false]);
    await eventually(() => socket.frames.some((frame) => frame.t === 'template' && frame.name === 'renewal_reminder_v1'), 'open pages hear of it');

    await world.graph.control.decideTemplate('renewal_reminder_v1', 'en_US', { event: 'PAUSED' });
    await eventually(async () => (await stopped('renewal_reminder_v1')).every(Boolean), 'the dependants to stop');
    assert.deepEqual(await filled('ms'), { problem: 'not_approved', missing: [] });

    await world.graph.control.decideTemplate('renewal_reminder_v1', null, { event: 'REINSTATED' });
    await eventually(async () => !(await stopped('renewal_reminder_v1')).some(Boolean), 'the dependants to go on');
    await eventually(async () => (await audits('renewal_reminder_v1')).filter((action) => action === 'status_changed').length === 4, 'all four to be kept');
    assert.equal((await variant('renewal_reminder_v1', 'ms')).rejectedReason, null);
  });

  it('renewals that wait for a template are decided again as soon as it may be sent', async () => {
    const { tenantId, oids, fids } = world.tenant;
    const due = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await world.sql.execute('UPDATE outlet SET expiry_date = ? WHERE tenant_id = ? AND oid = ?', [due, tenantId, oids[2]]);
    const { insertId } = await world.sql.execute(
      "INSERT INTO renewal (tenant_id, fid, oid, due_date, cycle_start, next_at, next_step, next_reason) VALUES (?, ?, ?, ?, ?, ?, 'd-14', 'template')",
      [tenantId, fids[1], oids[2], due, '2025-01-01', new Date(Date.now() + 86_400_000)],
    );
    const waiting = async (): Promise<number> => (await family('renewal_reminder_v1')).dependants[0]?.waiting ?? 0;
    assert.equal(await waiting(), 1, 'the registry says how many wait');
    await world.graph.control.decideTemplate('renewal_reminder_v1', 'ms', { event: 'PAUSED' });
    await world.graph.control.decideTemplate('renewal_reminder_v1', 'ms', { event: 'REINSTATED' });
    await eventually(async () => {
      const [row] = await world.sql.query<{ next_reason: string }>('SELECT next_reason FROM renewal WHERE id = ?', [insertId]);
      return row?.next_reason !== 'template';
    }, 'it is decided again');
    assert.equal(await waiting(), 0);
  });

  it('rejected: with its reason', async () => {
    await world.graph.control.decideTemplate('winback_v1', 'ms', { event: 'REJECTED', reason: 'PROMOTIONAL' });
    await eventually(async () => (await variant('winback_v1', 'ms')).status === 'REJECTED', 'the refusal');
    assert.equal((await variant('winback_v1', 'ms')).rejectedReason, 'PROMOTIONAL');
  });

  it('another category: a warning', async () => {
    await world.graph.control.decideTemplate('renewal_overdue_v1', 'en_US', { category: 'MARKETING' });
    await eventually(async () => (await variant('renewal_overdue_v1', 'en_US')).category === 'MARKETING', 'the category');
    assert.deepEqual(
      (await variant('renewal_overdue_v1', 'en_US')).problems.map(({ code, detail }) => [code, detail]),
      [['category_changed', 'MARKETING']],
    );
    assert.equal((await variant('renewal_overdue_v1', 'en_US')).status, 'APPROVED', 'it may still be sent');
  });

  it('old news change nothing: an approval of yesterday does not end a pause of today', async () => {
    await world.graph.control.decideTemplate('renewal_digest_v1', 'ms', { event: 'PAUSED' });
    await eventually(async () => (await variant('renewal_digest_v1', 'ms')).status === 'PAUSED', 'the pause');
    const value = { message_template_id: 1, message_template_name: 'renewal_digest_v1', message_template_language: 'ms', reason: 'NONE' };
    const post = (event: string, time: number): Promise<{ status: number }> =>
      world.graph.control.post({
        object: 'whatsapp_business_account',
        entry: [{ id: 'waba-1', time, changes: [{ field: 'message_template_status_update', value: { ...value, event } }] }],
      });
    const now = Math.floor(Date.now() / 1000);
    await post('APPROVED', now - 86_400);
    // of the same queue, so it is applied after the one before
    await post('REJECTED', now + 1);
    await eventually(async () => (await variant('renewal_digest_v1', 'ms')).status === 'REJECTED', 'the newer one');
    const rows = await world.sql.query<{ after_json: string | { status?: string } }>(
      "SELECT a.after_json FROM audit_log a JOIN whatsapp_template t ON t.id = a.entity_id WHERE a.entity_type = 'template' AND t.name = 'renewal_digest_v1' AND t.language = 'ms' ORDER BY a.id",
    );
    const states = rows.map(({ after_json: after }) => (typeof after === 'string' ? (JSON.parse(after) as { status?: string }) : after).status);
    assert.deepEqual(states, ['APPROVED', 'PAUSED', 'REJECTED'], 'adopted, paused, refused; the old approval left no trace');
  });
});

describe('reading all of them', () => {
  it('a list that breaks off changes nothing; the whole list removes what is gone and keeps our drafts', async () => {
    const many = Array.from({ length: 130 }, (_, at) => ({
      ...{ id: String(5000 + at), name: `many_${at}`, language: 'en', status: 'APPROVED' as const, category: 'UTILITY' as const },
      components: [{ type: 'BODY' as const, text: 'Hello there.' }],
    }));
    world.graph.control.setTemplates([...many, ...submitted()]);
    world.graph.control.configure({ failingTemplatePage: 1 });
    const broken = await admin.templates.sync.mutate();
    assert.deepEqual([broken.read, broken.added, broken.changed.length, broken.removed, broken.failed], [0, 0, 0, 0, 1]);
    assert.equal((await agent.templates.registry.query()).filter((one) => one.name.startsWith('many_')).length, 0);
    assert.equal((await variant('winback_v1', 'ms')).status, 'REJECTED', 'nothing of the first page was taken');

    world.graph.control.configure({ failingTemplatePage: null });
    const whole = await admin.templates.sync.mutate();
    assert.deepEqual([whole.read, whole.added, whole.failed], [140, 130, 0]);
    assert.equal((await variant('winback_v1', 'ms')).status, 'APPROVED', 'the list is newer than the webhook');

    await world.sql.execute("UPDATE whatsapp_template SET status = 'DRAFT', meta_id = NULL WHERE name = 'winback_v1' AND language = 'ms'");
    world.graph.control.setTemplates(submitted(({ name }) => (name === 'winback_v1' ? { name: 'winback_v2' } : {})));
    const fewer = await admin.templates.sync.mutate();
    assert.equal(fewer.removed, 131);
    assert.deepEqual(
      (await family('winback_v1')).variants.map(({ language, status }) => [language, status]),
      [
        ['en_US', 'DELETED'],
        ['ms', 'DRAFT'],
      ],
      'what Meta had is deleted there, what it never had is still ours',
    );
    assert.ok((await stopped('winback_v1')).every(Boolean));
    assert.equal((await agent.templates.registry.query()).filter((one) => one.name.startsWith('many_')).length, 0);
  });
});

describe('bindings and previews', () => {
  it('a blank may be bound otherwise, by administrators, once; it is audited and used at once', async () => {
    const input = { name: 'renewal_reminder_v1', language: 'ms', variable: 'body.1', fact: 'contactName', fallback: 'sahabat' } as const;
    assert.equal((await errorOf(agent.templates.bind.mutate(input))).code, 'forbidden');
    assert.equal((await errorOf(admin.templates.bind.mutate({ ...input, variable: 'body.9' }))).code, 'invalid_input');
    assert.equal((await errorOf(admin.templates.bind.mutate({ ...input, name: 'nothing_v1' }))).code, 'not_found');
    await admin.templates.bind.mutate(input);
    await admin.templates.bind.mutate(input);
    assert.equal((await audits('renewal_reminder_v1')).filter((action) => action === 'bound').length, 1);
    const text = await filled('ms');
    assert.ok('text' in text && text.text.startsWith('Salam sahabat, '), JSON.stringify(text));
  });

  it('a preview shows examples, in the language asked for', async () => {
    const preview = await agent.templates.preview.query({ name: 'renewal_overdue_v1', language: 'ms' });
    assert.ok(preview.body.startsWith('Salam Puan Aminah, langganan POS bagi outlet anda Kopi Kita Bangsar telah tamat pada 28 Feb 2026'), preview.body);
    assert.deepEqual(preview.missing, []);
    assert.equal((await agent.templates.preview.query({ name: 'renewal_overdue_v1' })).language, 'en_US');
    assert.equal((await errorOf(agent.templates.preview.query({ name: 'renewal_overdue_v1', language: 'ta' }))).code, 'not_found');
    assert.equal((await errorOf(agent.templates.preview.query({ name: 'renewal_overdue_v1', renewalId: '999999' }))).code, 'not_found');
  });

  it('a preview for a renewal shows its facts, and what is missing', async () => {
    const [oid] = world.tenant.oids;
    await world.sql.execute("UPDATE contact SET locale = 'ms', display_name = NULL WHERE tenant_id = ? AND id = ?", [
      world.tenant.tenantId,
      world.tenant.contactIds[0] ?? '',
    ]);
    const { insertId: renewalId } = await world.sql.execute(
      "INSERT INTO renewal (tenant_id, fid, oid, due_date, cycle_start, amount, contact_id) VALUES (?, ?, ?, '2026-02-28', '2025-02-28', 1188, ?)",
      [world.tenant.tenantId, world.tenant.fids[0], oid, world.tenant.contactIds[0] ?? null],
    );
    const preview = await agent.templates.preview.query({ name: 'renewal_reminder_v1', renewalId });
    assert.equal(preview.language, 'ms');
    assert.ok(preview.body.startsWith('Salam sahabat, ') && preview.body.includes(`https://pay.example.com/renew/${oid}`), preview.body);
    const narrow = await world.clientOf({ sub: 'narrow', scope: { fids: [], oids: [world.tenant.oids[1]] } });
    assert.equal((await errorOf(narrow.templates.preview.query({ name: 'renewal_reminder_v1', renewalId }))).code, 'not_found');
  });
});

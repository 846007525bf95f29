import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createPosSimulator, type PosSimulator } from '../../embed-demo/simulators/pos/create-pos-simulator.ts';
import { createWorld, type World } from '../support/create-world.ts';
import { eventually } from '../support/eventually.ts';
import { textMessage } from '../support/text-message.ts';
import { WebhookSender } from '../support/webhook-sender.ts';

interface Ticket {
  id: string;
  link_state: string;
  oid: string | null;
  fid: string | null;
}

describe('outlets of phones nobody linked yet', () => {
  let world: World;
  let meta: WebhookSender;
  let pos: PosSimulator;
  const at = new Date().toISOString();

  const ticketOf = async (phone: string): Promise<Ticket | undefined> =>
    (
      await world.sql.query<Ticket>(
        'SELECT t.id, t.link_state, t.oid, t.fid FROM ticket t JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.contact_id WHERE c.wa_phone_e164 = ?',
        [`+${phone}`],
      )
    )[0];
  const write = async (phone: string): Promise<void> => assert.equal(await meta.messages([textMessage(phone, 'helo')]), 200);

  before(async () => {
    const contact = (phone: string, oids: number[], primary: number | null = null) => ({ name: 'Kedai', phone, oids, primary_oid: primary });
    pos = createPosSimulator({
      token: 'pos-token-of-the-test',
      data: {
        franchises: [{ fid: 101, name: 'Kopi Kita', status: 'active', updated_at: at }],
        outlets: [],
        contacts: [
          contact('+60199990001', [1011]),
          contact('+60199990002', [1011, 1021]),
          contact('+60199990003', [1011, 1021], 1021),
          contact('+60199990004', [999_999]),
          contact('+60199990006', [1012]),
        ],
      },
    });
    const origin = await pos.listen();
    world = await createWorld({ graph: false, env: { POS_BASE_URL: origin, POS_TOKEN: 'pos-token-of-the-test' } });
    meta = new WebhookSender(world.url);
  });
  after(async () => {
    await world.close();
    await pos.close();
  });

  it('are taken from the POS: one is linked, several are offered, the POS’s own choice counts', async () => {
    for (const phone of ['60199990001', '60199990002', '60199990003']) await write(phone);
    await eventually(async () => (await ticketOf('60199990001'))?.oid === '1011', 'the linked ticket');
    await eventually(async () => (await ticketOf('60199990002'))?.link_state === 'ambiguous', 'the ambiguous one');
    await eventually(async () => (await ticketOf('60199990003'))?.oid === '1021', 'the primary one');
    assert.equal((await ticketOf('60199990003'))?.fid, '102');
    const id = (await ticketOf('60199990001'))?.id ?? '';
    const actions = await world.sql.query<{ action: string }>("SELECT action FROM audit_log WHERE entity_type = 'ticket' AND entity_id = ? ORDER BY id", [id]);
    assert.deepEqual(
      actions.map((row) => row.action),
      ['created', 'outlet_matched'],
    );
    const client = await world.clientOf();
    const ambiguous = (await ticketOf('60199990002'))?.id ?? '';
    assert.deepEqual((await client.tickets.get.query({ ticketId: ambiguous })).candidates.map(({ oid }) => oid).sort(), ['1011', '1021']);
  });

  it('stay unknown when the POS knows nobody, or only outlets we do not', async () => {
    for (const phone of ['60199990004', '60199990005']) await write(phone);
    await eventually(() => (pos.requests.get('/contacts') ?? 0) >= 5, 'the questions');
    await eventually(async () => (await ticketOf('60199990005'))?.link_state === 'unknown', 'the ticket');
    assert.equal((await ticketOf('60199990004'))?.link_state, 'unknown');
  });

  it('are asked for again when the POS was away', async () => {
    pos.configure({ failure: 'http', failTimes: 1 });
    await write('60199990006');
    await eventually(async () => (await ticketOf('60199990006'))?.link_state === 'unknown', 'the ticket, at once');
    await eventually(async () => (await ticketOf('60199990006'))?.oid === '1012', 'the outlet, later', 15_000);
  });
});

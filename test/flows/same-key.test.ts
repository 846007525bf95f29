import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createWorld, errorOf, type Client, type World } from '../support/create-world.ts';

let world: World;
let agent: Client;
before(async () => {
  world = await createWorld({ graph: false, env: { ROLES: 'web' } });
  agent = await world.clientOf({ sub: 'aina' });
});
after(() => world.close());

describe('one key used at the same moment on two tickets', () => {
  const both = async (call: (ticketId: string) => Promise<unknown>): Promise<string[]> => {
    const tickets = await Promise.all([world.seedTicket({ oid: world.tenant.oids[0] }), world.seedTicket({ oid: world.tenant.oids[2] })]);
    const answers = await Promise.allSettled(tickets.map(({ ticketId }) => call(ticketId)));
    const codes: string[] = [];
    for (const answer of answers) codes.push(answer.status === 'fulfilled' ? 'done' : (await errorOf(Promise.reject(answer.reason))).code);
    return codes;
  };
  for (const [name, call] of Object.entries({
    reply: (key: string) => (ticketId: string) => agent.messages.send.mutate({ ticketId, content: { type: 'text', text: 'Hello' }, clientKey: key }),
    note: (key: string) => (ticketId: string) => agent.tickets.addNote.mutate({ ticketId, text: 'Hello', clientKey: key }),
  })) {
    it(`makes one ${name} and a conflict`, async () => {
      for (let round = 0; round < 8; round++) assert.deepEqual((await both(call(`twice-${name}-${round}`))).sort(), ['conflict', 'done']);
    });
  }
});

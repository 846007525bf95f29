import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { inBatchTransaction } from '../../server/platform/in-batch-transaction.ts';
import { inTransaction } from '../../server/platform/in-transaction.ts';
import { systemContext } from '../../server/platform/system-context.ts';
import { loadThreads } from '../../server/tickets/load-threads.ts';
import { lockConversation } from '../../server/tickets/lock-conversation.ts';
import { OutboundWorld } from '../support/outbound-world.ts';

let world: OutboundWorld;
before(async () => {
  world = await OutboundWorld.create();
});
after(() => world.close());

describe('the locks of a batch of messages', () => {
  it('are those of its own people: what is under way with others is not waited for, however few there are', async () => {
    const crowd = [];
    for (let person = 0; person < 30; person++) crowd.push(await world.addMerchant());
    const [busy, ...others] = crowd;
    assert.ok(busy);
    const pairs = others.map(({ contactId }) => ({ numberId: world.numberId, contactId, isNewContact: false }));
    const found = await inTransaction(systemContext(world.tenantId, 'test', world.log), async ({ tx }) => {
      await lockConversation(tx, world.tenantId, busy.contactId);
      // waits for the lock until it is refused, if it looks at more than it was asked for
      return inBatchTransaction(async (sql) => {
        await sql.execute('SET SESSION innodb_lock_wait_timeout = 1');
        return loadThreads(sql, world.tenantId, pairs, new Date(0)).finally(() => sql.execute('SET SESSION innodb_lock_wait_timeout = DEFAULT'));
      });
    });
    assert.equal([...found.values()].filter((thread) => thread.exists && thread.current !== null).length, others.length);
  });
});

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { clock } from './clock.ts';
import { createLog } from './log.ts';

it('tells the real time until it follows others, and in production nobody moves it', async () => {
  const isNow = (): boolean => Math.abs(clock.now().getTime() - Date.now()) < 1_000;
  assert.ok(isNow());
  await assert.rejects(clock.moveBy(86_400_000));
  const following = await clock.follow('production', createLog('silent'));
  await assert.rejects(clock.moveBy(86_400_000));
  assert.ok(isNow());
  await following.close();
});

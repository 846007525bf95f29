import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../platform/app-error.ts';
import type { UserCtx } from '../platform/trpc.ts';
import { guardSimulations } from './guard-simulations.ts';

const by = (userId: string): UserCtx => ({ tenantId: '1', actor: { userId } }) as unknown as UserCtx;
const isLimited = (error: unknown): boolean => error instanceof AppError && error.code === 'rate_limited';

test('one of a person at a time, two in the process; free again when it ended, however it did', async () => {
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<string>();
  const one = guardSimulations(by('7'), () => first.promise);
  await assert.rejects(
    guardSimulations(by('7'), () => Promise.resolve('never')),
    isLimited,
  );
  const two = guardSimulations(by('8'), () => second.promise);
  await assert.rejects(
    guardSimulations(by('9'), () => Promise.resolve('never')),
    isLimited,
  );
  first.resolve('done');
  assert.equal(await one, 'done');
  assert.equal(await guardSimulations(by('7'), () => Promise.resolve('again')), 'again');
  second.reject(new Error('broken'));
  await assert.rejects(two, /broken/);
  assert.equal(await guardSimulations(by('8'), () => Promise.resolve('again')), 'again');
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { isAlive, processStarted } from './process-identity.mjs';
import { profileFolder, readState, withProfileLock, writeState } from './profile-state.mjs';

const profile = `selftest-${process.pid}`;
const lockFile = path.join(profileFolder(profile), 'lock');
after(() => rmSync(profileFolder(profile), { recursive: true, force: true }));

test('state is read back; a file that was cut short counts as none', () => {
  assert.deepEqual(readState(profile), { services: {} });
  const state = { services: { redis: { source: 'private', port: 20_001 } } };
  writeState(profile, state);
  assert.deepEqual(readState(profile), state);
  writeFileSync(path.join(profileFolder(profile), 'services.json'), '{"services":{"re');
  assert.deepEqual(readState(profile), { services: {} });
});

test('a profile name is no way out of its folder', () => {
  for (const name of ['../dev', '', 'a/b', '.', 'A']) assert.throws(() => profileFolder(name), /not a usable profile name/);
});

test('one at a time, also when one of them fails', async () => {
  let inside = 0;
  const work = (fails) =>
    withProfileLock(profile, async () => {
      inside += 1;
      assert.equal(inside, 1);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      if (fails) throw new Error('on purpose');
    });
  const outcomes = await Promise.allSettled([work(false), work(true), work(false)]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.equal(existsSync(lockFile), false);
});

test('the lock of a process that died is taken over', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const entry = { pid: child.pid, started: processStarted(child.pid) };
  assert.equal(isAlive(entry), true);
  assert.equal(isAlive({ ...entry, started: 'another time' }), false, 'a number used again is another process');
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(isAlive(entry), false);
  writeFileSync(lockFile, `${entry.pid} ${entry.started}`);
  assert.equal(await withProfileLock(profile, async () => 'done'), 'done');
});

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createLog } from './log.ts';

/** What the log says of an error. */
function said(error: Error): string {
  const lines: string[] = [];
  createLog('trace', { write: (line) => lines.push(line) }).error({ err: error }, 'it failed');
  return (JSON.parse(lines[0] ?? '{}') as { err: { message: string } }).err.message;
}
const failure = (run: () => unknown): Error => {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it should have failed');
};

it('says which key or column a database complains about, and none of the data, quotes within it or not', () => {
  const of = (message: string): Error => Object.assign(new Error(message), { errno: 1062, sql: 'INSERT …' });
  assert.equal(said(of("Duplicate entry '1-+60123456789' for key 'contact.uq_contact_phone'")), "Duplicate entry for key 'contact.uq_contact_phone'");
  assert.equal(said(of("Duplicate entry 'O'Brien's 012-3456789' for key 'uq'")), "Duplicate entry for key 'uq'");
  assert.equal(said(of("Data too long for column 'display_name' at row 1")), "Data too long for column 'display_name'");
});

it('says what a parser found wrong, and nothing of what it read', () => {
  const message = said(failure(() => JSON.parse('call me, Siti, 012-345 6789') as unknown));
  assert.ok(/JSON/.test(message) && !/Siti|call|345/.test(message), message);
  assert.equal(said(new Error('no answer from siti@kedai.my about 012-345 6789, code 131026')), 'no answer from … about …, code 131026');
  assert.equal(said(new Error('connect ECONNREFUSED 127.0.0.1:3306')), 'connect ECONNREFUSED 127.0.0.1:3306');
});

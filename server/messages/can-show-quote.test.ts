import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Scope } from '../../types/access.ts';
import { canSee } from '../access/can-see.ts';
import { canShowQuote, type QuotePlaces } from './can-show-quote.ts';

type Place = [fid: string | null, oid: string | null];
const quote = (here: Place, there: Place): QuotePlaces => ({
  ticket_id: '1',
  fid: here[0],
  oid: here[1],
  reply_id: '9',
  reply_ticket_id: '2',
  reply_fid: there[0],
  reply_oid: there[1],
});
const places: readonly Place[] = [
  [null, null],
  ['1', null],
  ['1', '11'],
  ['1', '12'],
  ['2', null],
  ['2', '21'],
];
const scopes: readonly Scope[] = [
  { all: true },
  { fids: ['1'], oids: [] },
  { fids: ['2'], oids: [] },
  { fids: [], oids: ['11'] },
  { fids: [], oids: ['12', '21'] },
  { fids: ['2'], oids: ['11'] },
];

describe('a quoted message', () => {
  it('of the same ticket is always shown', () => {
    assert.equal(canShowQuote({ ...quote(['1', '11'], ['2', '21']), reply_ticket_id: '1' }, null), true);
  });

  it('of another ticket is shown to whoever may see that ticket', () => {
    for (const there of places)
      for (const scope of scopes) assert.equal(canShowQuote(quote(['1', '11'], there), scope), canSee(scope, { fid: there[0], oid: there[1] }));
  });

  it('is pushed exactly when nobody who hears it would see too much', () => {
    let shown = 0;
    for (const here of places)
      for (const there of places) {
        const isSafe = scopes.every((scope) => !canSee(scope, { fid: here[0], oid: here[1] }) || canSee(scope, { fid: there[0], oid: there[1] }));
        if (canShowQuote(quote(here, there), null)) {
          assert.ok(isSafe, `${here.join()} quotes ${there.join()}`);
          shown++;
        }
      }
    assert.ok(shown >= places.length + 3, 'the same place, and wider ones');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Scope } from '../../types/access.ts';
import { ticketRooms } from '../platform/ticket-rooms.ts';
import { canSee } from './can-see.ts';
import { scopeSql } from './scope-sql.ts';

const id = fc.constantFrom('1', '2', '3', '4');
const scope: fc.Arbitrary<Scope> = fc.oneof(fc.constant({ all: true as const }), fc.record({ fids: fc.uniqueArray(id), oids: fc.uniqueArray(id) }));
const row = fc.record({ fid: fc.option(id), oid: fc.option(id) });

describe('scope', () => {
  it('gives nothing to an empty scope, and unlinked rows only to those who see all', () => {
    assert.equal(canSee({ fids: [], oids: [] }, { fid: '1', oid: '1' }), false);
    assert.equal(canSee({ fids: ['1'], oids: ['1'] }, { fid: null, oid: null }), false);
    assert.equal(canSee({ all: true }, { fid: null, oid: null }), true);
    assert.equal(scopeSql({ fids: [], oids: [] }, 't').sql, 'FALSE');
  });

  it('means the same as a condition and in hand', () => {
    fc.assert(
      fc.property(scope, row, (given, { fid, oid }) => {
        const { sql, params } = scopeSql(given, 't');
        // the condition has one IN (…) per kind, in this order
        const lists = params as string[][];
        const parts = sql === 'TRUE' ? null : sql === 'FALSE' ? [] : sql.slice(1, -1).split(' OR ');
        const matches = parts === null || parts.some((part, index) => lists[index]?.includes((part.startsWith('t.fid') ? fid : oid) ?? ''));
        return matches === canSee(given, { fid, oid });
      }),
    );
  });

  it('means the same to the live hub: who hears of a row is who sees it', () => {
    fc.assert(
      fc.property(scope, row, (given, place) => {
        const joined = 'all' in given ? ['all'] : [...given.fids.map((fid) => `fid:${fid}`), ...given.oids.map((oid) => `oid:${oid}`)];
        return ticketRooms(place).some((room) => joined.includes(room)) === canSee(given, place);
      }),
    );
  });
});

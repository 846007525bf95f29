import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decidePosTurnover, type HeldPerson, type NamedPerson } from './decide-pos-turnover.ts';

const first = (phone: string | null): NamedPerson => ({ phone, is_primary: true });
const other = (phone: string | null): NamedPerson => ({ phone, is_primary: false });
const ali: HeldPerson = { phone: '+60123456789', isFirst: true };
const siti: HeldPerson = { phone: '+60198765432', isFirst: false };

describe('decidePosTurnover', () => {
  it('sees that another person is turned to first, however the number is written', () => {
    for (const phone of ['+60123456789', '012-345 6789', '60123456789', '+60 (0)12 345 6789', '０１２３４５６７８９'])
      assert.equal(decidePosTurnover([other('019-876 5432'), first(phone)], [ali, siti]), false, phone);
    assert.equal(decidePosTurnover([first('019-876 5432'), other('012-345 6789')], [ali, siti]), true, 'changed places');
    assert.equal(decidePosTurnover([first('011-1111 2222')], [ali]), true);
    assert.equal(decidePosTurnover([], [ali]), true, 'nobody any more');
    assert.equal(decidePosTurnover([first('call the shop'), first('012-345 6789')], [ali]), false, 'what is no number is nobody');
  });

  it('without a first one, asks whether anybody stays; and takes nobody away where nobody was', () => {
    const ben: HeldPerson = { ...siti, phone: '+60111112222' };
    assert.equal(decidePosTurnover([other('019-876 5432')], [siti, ben]), false);
    assert.equal(decidePosTurnover([other('03-2222 3333')], [siti, ben]), true);
    assert.equal(decidePosTurnover([other('012-345 6789')], [ali]), false, 'no longer first, but nobody else is');
    assert.equal(decidePosTurnover([other(null)], []), false);
  });
});

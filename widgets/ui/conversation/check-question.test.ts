import { expect } from '@open-wc/testing';
import { checkQuestion } from './check-question.ts';

describe('checkQuestion', () => {
  it('lets a question with one to three buttons go, and leaves empty ones out', () => {
    expect(checkQuestion(' Boleh hari ini? ', ['Ya', '', ' Tidak '])).to.deep.include({ titles: ['Ya', 'Tidak'], canSend: true });
    expect(checkQuestion('x'.repeat(1024), ['x'.repeat(20)]).canSend).to.equal(true);
  });

  it('says what is too long, and by how much', () => {
    const check = checkQuestion('x'.repeat(1030), ['x'.repeat(23), 'Ya']);
    expect(check).to.deep.equal({ bodyOver: 6, buttons: [{ why: 'long', over: 3 }, null], titles: ['x'.repeat(23), 'Ya'], canSend: false });
  });

  it('wants words, a button, and different ones', () => {
    expect(checkQuestion('  ', ['Ya']).canSend).to.equal(false);
    expect(checkQuestion('Boleh?', ['', ' ']).canSend).to.equal(false);
    expect(checkQuestion('Boleh?', ['Ya', '', 'Ya ']).buttons).to.deep.equal([null, null, { why: 'same' }]);
    expect(checkQuestion('Boleh?', ['Ya', 'Ya']).canSend).to.equal(false);
  });
});

import { expect } from '@open-wc/testing';
import { sampleRenewalRow } from '../testing/fake-renewals.ts';
import { renewalCsv } from './renewal-csv.ts';

describe('renewalCsv', () => {
  const lines = (text: string): string[] => text.split('\r\n');

  it('writes a head and a line for each renewal, marked as UTF-8', () => {
    const text = renewalCsv([sampleRenewalRow(1), sampleRenewalRow(2)]);
    expect(text.startsWith('\ufeffrenewal,outlet_number,outlet,')).to.equal(true);
    expect(lines(text)).to.have.length(4);
    expect(lines(text).at(-1)).to.equal('');
  });

  it('has as many cells in a line as heads, also when something is not known', () => {
    const [head = '', line = ''] = lines(renewalCsv([sampleRenewalRow(1, { contact: null, owner: null, last: null, next: null })]));
    expect(line.split(',')).to.have.length(head.split(',').length);
  });

  it('keeps commas, quotes and line breaks inside a cell', () => {
    const text = renewalCsv([sampleRenewalRow(1, { outletName: 'Kedai "A", Ipoh\nJalan 1' })]);
    expect(text).to.include('"Kedai ""A"", Ipoh\nJalan 1"');
  });

  it('lets no text become a formula', () => {
    for (const name of ['=1+1', '+60', '-2', '@SUM(A1)', '|x', '＝1']) {
      const [, line = ''] = lines(renewalCsv([sampleRenewalRow(1, { outletName: name })]));
      expect(line.split(',')[2]).to.equal(`'${name}`);
    }
  });

  it('writes days left as a number, negative ones too', () => {
    const [, line = ''] = lines(renewalCsv([sampleRenewalRow(1, { daysLeft: -4 })]));
    expect(line.split(',')[10]).to.equal('-4');
  });
});

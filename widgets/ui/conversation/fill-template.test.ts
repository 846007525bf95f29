import { expect } from '@open-wc/testing';
import { fillTemplate } from './fill-template.ts';

describe('fillTemplate', () => {
  it('puts values where the marks are and leaves missing ones empty', () => {
    const pieces = fillTemplate('Hai {{1}}, tiket {{ 2 }}.', 'body', { 'body.1': 'Sri', 'header.2': 'no' });
    expect(pieces).to.deep.equal([
      { text: 'Hai ', key: null },
      { text: 'Sri', key: 'body.1' },
      { text: ', tiket ', key: null },
      { text: '', key: 'body.2' },
      { text: '.', key: null },
    ]);
  });

  it('knows named variables', () => {
    expect(fillTemplate('{{first_name}}', 'body', { 'body.first_name': ' Sri ' })).to.deep.equal([{ text: 'Sri', key: 'body.first_name' }]);
  });
});

import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { parseMessageText, type TextPiece } from './parse-message-text.ts';

const MARKS = { bold: '*', italic: '_', strike: '~' };
const write = (piece: TextPiece): string => {
  if ('pieces' in piece) return MARKS[piece.kind] + piece.pieces.map(write).join('') + MARKS[piece.kind];
  return piece.kind === 'mono' ? `\`\`\`${piece.text}\`\`\`` : piece.text;
};

describe('parseMessageText', () => {
  it('loses nothing: what it finds, written again, is the message', () => {
    const words = fc
      .array(fc.constantFrom('*', '_', '~', '```', ' ', 'a', 'kedai', '\n', 'https://a.my/x', '.', '😀'), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(words, fc.string()), (text) => {
        expect(parseMessageText(text).map(write).join('')).to.equal(text);
      }),
    );
  });

  it('reads WhatsApp’s marks and leaves arithmetic and snake_case alone', () => {
    expect(parseMessageText('*jam 3* _ok_').map(({ kind }) => kind)).to.deep.equal(['bold', 'text', 'italic']);
    expect(parseMessageText('2 * 3 * 4').map(({ kind }) => kind)).to.deep.equal(['text']);
    expect(parseMessageText('my_file_name').map(({ kind }) => kind)).to.deep.equal(['text']);
  });

  it('makes only http and https addresses links', () => {
    expect(parseMessageText('javascript:alert(1)').some(({ kind }) => kind === 'link')).to.equal(false);
    expect(parseMessageText('see https://kedai.my/a?b=1.')[1]).to.deep.equal({ kind: 'link', text: 'https://kedai.my/a?b=1', href: 'https://kedai.my/a?b=1' });
  });
});

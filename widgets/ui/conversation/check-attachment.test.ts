import { expect } from '@open-wc/testing';
import { checkAttachment } from './check-attachment.ts';

const file = (name: string, type: string, size = 20): { name: string; type: string; size: number } => ({ name, type, size });

describe('what can be attached', () => {
  it('is what WhatsApp carries', () => {
    const office = 'application/vnd.openxmlformats-officedocument.';
    const types = [
      ...['image/jpeg', 'image/png', 'image/webp', 'audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'video/mp4', 'video/3gpp'],
      ...['application/pdf', 'text/plain', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
      ...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map((name) => office + name),
    ];
    for (const type of types) expect(checkAttachment(file('a', type), 0), type).to.equal(null);
  });

  it('is nothing else, before it is uploaded', () => {
    for (const [name, type] of [
      ['x.zip', 'application/zip'],
      ['x.exe', 'application/x-msdownload'],
      ['x.svg', 'image/svg+xml'],
      ['x.html', 'text/html'],
      ['x', ''],
    ] as const)
      expect(checkAttachment(file(name, type), 0)?.why, name).to.equal('type');
    expect(checkAttachment(file('x.pdf', 'application/pdf', 26 * 1_048_576), 0)?.why).to.equal('tooLarge');
    expect(checkAttachment(file('x.pdf', 'application/pdf', 0), 0)?.why).to.equal('empty');
    expect(checkAttachment(file('x.pdf', 'application/pdf'), 10)?.why).to.equal('tooMany');
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideUploadName } from './decide-upload-name.ts';

test('a file is called what it is', () => {
  for (const [given, mime, name] of [
    ['bil nov 发票.jpg', 'image/jpeg', 'bil nov 发票.jpg'],
    ['BILL.PDF', 'application/pdf', 'BILL.PDF'],
    ['sales.csv', 'text/plain', 'sales.csv'],
    ['voice.opus', 'audio/ogg; codecs=opus', 'voice.opus'],
    ['invoice.exe', 'application/pdf', 'invoice.exe.pdf'],
    ['invoice.pdf.exe', 'application/pdf', 'invoice.pdf.exe.pdf'],
    ['invoice.exe.', 'application/pdf', 'invoice.exe..pdf'],
    ['a.html', 'text/plain', 'a.html.txt'],
    ['a.svg', 'image/png', 'a.svg.png'],
    ['setup.msi', 'application/msword', 'setup.msi.doc'],
    ['macro.docm', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'macro.docm.docx'],
    ['photo', 'image/jpeg', 'photo.jpg'],
    ['../../etc/passwd', 'text/plain', 'passwd.txt'],
    ['C:\\me\\a\u202efdp.exe', 'application/pdf', 'afdp.exe.pdf'],
  ] as const)
    assert.equal(decideUploadName(given, mime), name);
});
test('no name is no name, a long one is cut before its ending', () => {
  for (const given of [null, '', ' ', '.', '..', 'a/', '\u0000']) assert.equal(decideUploadName(given, 'application/pdf'), null);
  const long = decideUploadName(`${'n'.repeat(300)}.exe`, 'application/pdf') ?? '';
  assert.deepEqual([long.length, long.endsWith('.exe.pdf')], [200, true]);
});

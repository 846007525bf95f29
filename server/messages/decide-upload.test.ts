import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideUpload } from './decide-upload.ts';

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part].map((letter) => letter.charCodeAt(0)))));
const PNG = bytes(0x89, 'PNG', 0x0d, 0x0a, 0x1a, 0x0a);

test('what WhatsApp carries, recognised by its first bytes', () => {
  const cases: [string, Uint8Array, string][] = [
    ['image/png', PNG, 'image'],
    ['image/jpeg', bytes(0xff, 0xd8, 0xff, 0xe0), 'image'],
    ['image/webp', bytes('RIFF', 0, 0, 0, 0, 'WEBP'), 'sticker'],
    ['audio/ogg; codecs=opus', bytes('OggS'), 'audio'],
    ['audio/mpeg', bytes('ID3'), 'audio'],
    ['audio/mp4', bytes(0, 0, 0, 0x20, 'ftypM4A '), 'audio'],
    ['video/mp4', bytes(0, 0, 0, 0x20, 'ftypisom'), 'video'],
    ['application/pdf', bytes('%PDF-1.7'), 'document'],
    ['text/plain; charset=utf-8', bytes('Dear all,'), 'document'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes('PK', 3, 4), 'document'],
  ];
  for (const [mime, head, kind] of cases) {
    const decision = decideUpload(mime, head);
    assert.ok(decision.ok, mime);
    assert.equal(decision.kind, kind);
  }
});
test('voice notes say that they are opus', () => {
  const decision = decideUpload('audio/ogg', bytes('OggS'));
  assert.equal(decision.ok && decision.mime, 'audio/ogg; codecs=opus');
});
test('whatever a browser would run is refused, by type and by content', () => {
  for (const mime of ['image/svg+xml', 'text/html', 'application/xhtml+xml', 'text/xml', 'application/javascript', 'application/zip', ''])
    assert.deepEqual(decideUpload(mime, PNG), { ok: false, problem: 'unsupported' });
  for (const text of [
    '<svg xmlns="">',
    '<!DOCTYPE html>',
    '\n <html>',
    '<?xml version="1.0"?>',
    '<script>',
    '\u00ef\u00bb\u00bf<!doctype html>',
    '\u00ef\u00bb\u00bf\n<script src=x>',
    `${' '.repeat(1_000)}<html>`,
    '<!-- --><html>',
    '<body onload=x>',
    '<img/src=x onerror=y>',
    '<a href=x>',
  ])
    assert.deepEqual(decideUpload('text/plain', bytes(text)), { ok: false, problem: 'mismatch' }, text);
  for (const text of ['<3 your coffee', '<Ali> hello', 'a <b>c</b>', '\u00ef\u00bb\u00bfDear all,'])
    assert.ok(decideUpload('text/plain', bytes(text)).ok, text);
});
test('a file that is not what it says', () => {
  assert.deepEqual(decideUpload('image/png', bytes('GIF89a')), { ok: false, problem: 'mismatch' });
  assert.deepEqual(decideUpload('application/pdf', bytes('MZ')), { ok: false, problem: 'mismatch' });
  assert.deepEqual(decideUpload('image/jpeg', bytes()), { ok: false, problem: 'mismatch' });
  assert.deepEqual(decideUpload('text/plain', bytes('a', 0, 'b')), { ok: false, problem: 'mismatch' });
});

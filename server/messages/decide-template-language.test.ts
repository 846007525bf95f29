import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideTemplateLanguage } from './decide-template-language.ts';

test('the person’s language where it may be sent, else English, else none', () => {
  const cases: [locale: string | null, approved: string[], expected: string | null][] = [
    ['ms', ['en_US', 'ms'], 'ms'],
    ['ms_MY', ['en_US', 'ms'], 'ms'],
    ['ms-MY', ['ms'], 'ms'],
    ['bm', ['en_US', 'ms'], 'ms'],
    ['ms', ['en_US'], 'en_US'],
    ['ms', ['en'], 'en'],
    ['en', ['en', 'en_US', 'ms'], 'en'],
    ['en-US', ['en', 'en_US'], 'en_US'],
    ['en', ['en_GB', 'en_US'], 'en_US'],
    ['en_GB', ['en_GB', 'en_US'], 'en_GB'],
    ['en', ['en_MY'], 'en_MY'],
    [null, ['en_US', 'ms'], 'en_US'],
    [null, ['ms'], null],
    ['en', ['ms'], null],
    ['ta', ['en_US', 'ms'], 'en_US'],
    ['zh_CN', ['zh_TW', 'en_US'], 'zh_TW'],
    ['id', ['ms', 'en_US'], 'ms'],
    ['', ['en_US'], 'en_US'],
    ['ms', [], null],
  ];
  for (const [locale, approved, expected] of cases) assert.equal(decideTemplateLanguage(locale, approved), expected, `${locale} of ${approved.join()}`);
});

import type { Rule } from './rule.ts';
import type { SourceFile } from './source-file.ts';

/** A rule that is one pattern in some files. */
function forbids(
  name: string,
  files: (file: SourceFile) => boolean,
  pattern: RegExp,
  where: 'text' | 'bare' | 'code',
  instead: string,
  wrong: Record<string, string>[],
  right: Record<string, string>[],
): Rule {
  return {
    name,
    check: (tree) =>
      tree
        .matching(/\.(?:tsx?|mjs)$/)
        .filter((file) => file.folder !== 'tools' || where === 'text')
        .filter((file) => !file.path.startsWith('test/conventions') && files(file))
        .flatMap((file) => file.find(pattern, where).map(({ at, match }) => `${at} has ${match.trim()}: ${instead}`)),
    wrong: wrong.map((tree) => ({ files: tree, says: new RegExp(instead.slice(0, 10).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) })),
    right,
  };
}

const isWidget = (file: SourceFile): boolean => file.folder === 'widgets' && !file.isTest && !file.path.startsWith('widgets/gallery/');

/** Rules that are a pattern each. */
export const codeRules: Rule[] = [
  forbids(
    'the server logs through its log',
    (file) => file.folder === 'server' && !file.isTest,
    /\bconsole\s*\.\s*\w+/,
    'code',
    'use ctx.log or the log of server/platform',
    [{ 'server/a.ts': 'console.log(1);' }],
    [{ 'server/a.ts': '// console.log\nlog.info("console.log");', 'widgets/a.ts': 'console.warn(1);' }],
  ),
  forbids(
    'no HTML and no code from strings',
    (file) => !file.isTest && file.folder !== 'test',
    /\b(?:innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|unsafeStatic|setHTMLUnsafe|document\.write(?:ln)?|createContextualFragment)\b|(?<![.\w])eval\s*\(|\bnew Function\b/,
    'code',
    'build it with a template, or set textContent',
    [
      { 'widgets/a.ts': 'el.innerHTML = x;' },
      { 'embed-demo/a.ts': 'eval("1");' },
      { 'widgets/a.ts': `import { unsafeHTML } from 'lit/directives/unsafe-html.js';` },
    ],
    [{ 'widgets/a.ts': 'el.textContent = "innerHTML";' }],
  ),
  forbids(
    'nobody switches a check off',
    () => true,
    /@ts-(?:ignore|nocheck|expect-error)|\b(?:eslint|oxlint)-disable|biome-ignore|\bprettier-ignore/,
    'text',
    'mend the cause',
    [{ 'server/a.ts': '// @ts-ignore\na();' }, { 'widgets/a.ts': '/* oxlint-disable */' }],
    [{ 'server/a.ts': 'a();' }],
  ),
  forbids(
    'nothing is left to do',
    () => true,
    /\b(?:TODO|FIXME|XXX|HACK|WIP)\b/,
    'text',
    'do it, or open an issue',
    [{ 'server/a.ts': '// TODO: later' }, { 'tools/a.mjs': '/* FIXME */' }],
    [{ 'server/a.ts': 'const todos = 1;' }],
  ),
  forbids(
    'no test is skipped or alone',
    (file) => file.folder === 'test' || file.isTest,
    /\b(?:test|it|describe|suite|context|t)\s*\.\s*(?:skip|only|todo)\b|\bthis\.skip\(|\b(?:xit|fit|xdescribe|fdescribe)\s*\(|\b(?:skip|only|todo)\s*:\s*(?:true|'|"|`)/,
    'bare',
    'every test runs every time',
    [
      { 'server/a.test.ts': `test.skip('a', () => {});` },
      { 'test/flows/a.test.ts': `test('a', { skip: true }, () => {});` },
      { 'widgets/a.test.ts': `it.only('a', () => {});` },
    ],
    [{ 'server/a.test.ts': `test('skips nothing', () => {});` }],
  ),
  forbids(
    'tests wait for a condition, not for a while',
    (file) => file.isTest,
    /\bawait\s+(?:sleep|delay|aTimeout|wait)\s*\(|(?<!\b(?:while|for)\b[^;]{0,120}[;{][^;]{0,80})setTimeout\(\s*(?:resolve|done|r|ok)\b|(?:node:)?timers\/promises|\bscheduler\.wait\b|\bwaitForTimeout\b/,
    'bare',
    'poll a condition instead of sleeping',
    [
      { 'server/a.test.ts': 'await new Promise((resolve) => setTimeout(resolve, 100));' },
      { 'widgets/a.test.ts': 'await aTimeout(10);' },
      { 'test/a.test.ts': `import { setTimeout } from 'node:timers/promises';` },
    ],
    [{ 'server/a.test.ts': 'await until(() => done);' }, { 'server/b.test.ts': 'while (!done) { await new Promise((resolve) => setTimeout(resolve, 10)); }' }],
  ),
  forbids(
    'styles pass a strict policy',
    isWidget,
    /\bstyleMap\b|<style[\s>]|\sstyle=(?:"|'|\$\{)/,
    'bare',
    'use static styles, or the directive cssSet for what is dynamic',
    [
      { 'widgets/a.ts': 'html`<p style="color:red">`;' },
      { 'widgets/a.ts': 'html`<p style=${styleMap(x)}>`;' },
      { 'widgets/a.ts': 'html`<style>p{}</style>`;' },
    ],
    [{ 'widgets/a.ts': 'html`<p ${cssSet({})}>`;' }],
  ),
  forbids(
    'lengths are px, never rem',
    (file) => file.folder === 'widgets' && !file.isTest,
    /\b\d*\.?\d+rem\b/,
    'bare',
    'rem is the host page’s (Bootstrap 3 sets it to 10 px); use px',
    [{ 'widgets/a.ts': 'css`p { margin: 1.5rem; }`;' }],
    [{ 'widgets/a.ts': 'css`p { margin: 15px; /* 1rem */ }`;' }],
  ),
  forbids(
    'tags are defined through defineElement',
    (file) => isWidget(file) && file.path !== 'widgets/core/define-element.ts',
    /@customElement\b|\bcustomElements\s*\.\s*define\b/,
    'code',
    'define tags through defineElement, which never throws on a second copy',
    [{ 'widgets/ui/a.ts': '@customElement("a-b") class A {}' }, { 'widgets/inbox/a.ts': 'customElements.define("a-b", A);' }],
    [{ 'widgets/core/define-element.ts': 'customElements.define(name, element);' }],
  ),
  forbids(
    'the page stays the host’s',
    (file) => isWidget(file),
    /\bhistory\s*\.\s*(?:pushState|replaceState|back|go)\b|\bdocument\s*\.\s*cookie\b|\blocation\s*\.\s*(?:href|assign|replace)\b\s*[=(]/,
    'code',
    'a widget never touches the host’s history, location or cookies',
    [{ 'widgets/inbox/a.ts': 'history.pushState({}, "", "/x");' }],
    [{ 'widgets/inbox/a.ts': 'this.history.length;' }],
  ),
];

import assert from 'node:assert/strict';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/**
 * The loader alone, on pages it has never seen: the bundle comes from one origin, the page from another, with a policy that
 * allows neither inline script nor inline style. No Engage server answers: the widgets must say so, not break.
 */
let browser: Browser;
let bundles: { origin: string; asked: string[]; missing: Set<string>; close: () => void };
let pages: { origin: string; close: () => void };
const troubles: string[] = [];

before(async () => {
  const folder = await temporaryFolder();
  await cp('dist/embed', path.join(folder, 'one'), { recursive: true });
  await cp('dist/embed', path.join(folder, 'two'), { recursive: true });
  await pretendVersion(path.join(folder, 'two'));
  bundles = await serveBundles(folder);
  pages = await servePages(bundles.origin);
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
});
after(async () => {
  await browser.close();
  bundles.close();
  pages.close();
});

test('fetches a widget when its tag appears, not before, and leaves no trace on the page', async () => {
  const page = await visit('/?load=one');
  const before = await trace(page);
  assert.deepEqual(
    bundles.asked.filter((file) => /inbox|panel/.test(file)),
    [],
  );
  await page.evaluate(() => document.body.append(document.createElement('engage-inbox')));
  await page.locator('engage-inbox').getByRole('button', { name: 'Sign in' }).waitFor();
  assert.ok(bundles.asked.some((file) => /chunks\/inbox/.test(file)));
  assert.ok(!bundles.asked.some((file) => /chunks\/ticket-panel/.test(file)), 'the panel is not fetched for the inbox');
  assert.deepEqual(await trace(page), before, 'head, globals, storage and address of the page are as they were');
  await page.context().close();
});

test('two versions on one page: the first one serves, the console hears about it once, nothing throws', async () => {
  const page = await visit('/?load=one,two');
  const warnings: string[] = [];
  page.on('console', (line) => void (line.type() === 'warning' && warnings.push(line.text())));
  await page.reload();
  await page.evaluate(() => document.body.append(document.createElement('engage-inbox'), document.createElement('engage-ticket-panel')));
  await page.locator('engage-inbox').getByRole('button', { name: 'Sign in' }).waitFor();
  await page.locator('engage-ticket-panel').locator('*').first().waitFor();
  assert.equal(warnings.filter((line) => line.includes('Load engage.js once')).length, 1);
  await page.context().close();
});

test('a chunk that does not arrive is said in words, and fetched again on demand', async () => {
  bundles.missing.add('inbox');
  const page = await visit('/?load=one', 'expects a failed request');
  await page.evaluate(() => document.body.append(document.createElement('engage-inbox')));
  await page.locator('engage-inbox').getByText('This could not be loaded').waitFor();
  bundles.missing.clear();
  await page.locator('engage-inbox').getByRole('button', { name: 'Try again' }).click();
  await eventually(
    () =>
      page
        .locator('engage-inbox')
        .getByText(/could not be loaded|Sign in/)
        .first()
        .isVisible(),
    'it answers',
  );
  await page.context().close();
});

test('no script error and no violation of the page’s policy anywhere', () => {
  assert.deepEqual(troubles, []);
});

async function visit(address: string, expects = ''): Promise<Page> {
  bundles.asked.length = 0;
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => {
    // no Engage server: its addresses are expected to be away
    if (line.type() === 'error' && !expects && !/Failed to load resource|WebSocket connection/.test(line.text())) troubles.push(line.text());
  });
  await page.goto(pages.origin + address);
  await page.waitForFunction(() => customElements.get('engage-inbox') !== undefined);
  return page;
}

function trace(page: Page): Promise<object> {
  return page.evaluate(() => ({
    head: document.head.innerHTML,
    sheets: document.adoptedStyleSheets.length + document.styleSheets.length,
    // Lit lists its versions and its decorators' metadata
    globals: Object.keys(window).filter((name) => !/^(?:lit\w+|reactiveElement)(?:Versions|Metadata)$/.test(name)),
    storage: Object.keys(localStorage)
      .concat(Object.keys(sessionStorage))
      .filter((name) => !name.startsWith('engage:')),
    address: location.href,
    history: history.length,
  }));
}

/** The same bundle as another release would be: other suffix, other version. */
async function pretendVersion(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js')).map((file) => path.join(folder, file));
  const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
  const version = texts.map(({ text }) => /\d+\.\d+\.\d+(-[0-9a-f]{6})/.exec(text)?.[1]).find(Boolean) ?? '';
  assert.match(version, /^-[0-9a-f]{6}$/);
  await Promise.all(texts.map(({ file, text }) => writeFile(file, text.replaceAll(version, '-000000'))));
}

async function serveBundles(folder: string): Promise<typeof bundles> {
  const asked: string[] = [];
  const missing = new Set<string>();
  const server = http.createServer((request, response) => {
    const file = new URL(request.url ?? '/', 'http://x').pathname;
    asked.push(file);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', 'text/javascript');
    readFile(path.join(folder, path.normalize(file))).then(
      (text) => {
        response.statusCode = [...missing].some((name) => file.includes(`/${name}-`)) ? 503 : 200;
        response.end(response.statusCode === 200 ? text : '');
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  return { asked, missing, ...(await listen(server)) };
}

async function servePages(bundle: string): Promise<typeof pages> {
  const server = http.createServer((request, response) => {
    const loads = new URL(request.url ?? '/', 'http://x').searchParams.get('load')?.split(',') ?? [];
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src ${bundle}; style-src 'self'; img-src 'self'; connect-src ${bundle} ${bundle.replace('http', 'ws')}; require-trusted-types-for 'script'; trusted-types lit-html`,
    );
    const scripts = loads.map((name) => `<script type="module" src="${bundle}/${name}/engage.js"></script>`).join('');
    response.end(`<!doctype html><html lang="en"><head><title>A page</title>${scripts}</head><body><h1>A page</h1></body></html>`);
  });
  return listen(server);
}

async function listen(server: http.Server): Promise<{ origin: string; close: () => void }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

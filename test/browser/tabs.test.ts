import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { demoPassword, demoStaff } from '../../embed-demo/seed/demo-staff.ts';
import { createStage, type Stage } from '../support/create-stage.ts';
import { eventually } from '../support/eventually.ts';

/** A page without a host's token: the person signs in, and the browser copies the sign-in into a duplicated tab. */
let stage: Stage;
before(async () => {
  stage = await createStage();
});
after(() => stage.close());

test('a duplicated tab is signed in, and neither ends the session of the other', async () => {
  const { bootstrap, server } = stage.origins;
  const page = await stage.visit({ host: 'bootstrap', path: '/health' });
  const context = page.context();
  // a bare page of an origin the server knows, with nothing but the inbox
  const address = `${bootstrap}/health?alone`;
  await context.addInitScript((origin) => {
    if (location.search !== '?alone') return;
    addEventListener('DOMContentLoaded', () => {
      const inbox = document.createElement('engage-inbox');
      document.body.replaceChildren(inbox);
      import(`${origin}/embed/engage.js`).then(
        ({ configure }: { configure: (options: { server: string }) => void }) => configure({ server: origin }),
        (error: unknown) => inbox.append(String(error)),
      );
    });
  }, server);
  const refreshes: string[] = [];
  context.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('auth.refresh')) refreshes.push(request.postData() ?? '');
  });
  const isIn = (tab: Page): Promise<void> => tab.locator('engage-inbox').getByRole('option').first().waitFor();

  await page.goto(address);
  await page.getByLabel(/^e-?mail/i).fill(demoStaff()[0]?.email ?? '');
  await page.getByLabel(/^password/i).fill(demoPassword);
  await page.keyboard.press('Enter');
  await isIn(page);

  const opened = context.waitForEvent('page');
  await page.evaluate(() => void window.open('/health'));
  const copy = await opened;
  copy.setDefaultTimeout(10_000);
  assert.equal(await copy.evaluate(() => sessionStorage.length), 1, 'the browser has copied the sign-in');
  await copy.goto(address);
  await isIn(copy);
  assert.equal(refreshes.length, 0, 'the copy goes on with what the first tab holds');

  // put away while the other trades the token: its own copy is behind when it comes back
  await copy.goto(`${bootstrap}/health`);
  await page.reload();
  await isIn(page);
  assert.equal(refreshes.length, 1, 'nobody else there: the token is traded');
  await copy.goto(address);
  await isIn(copy);
  await page.reload();
  await isIn(page);
  assert.equal(refreshes.length, 1, 'then each goes on with what the other holds');
  const stored = (tab: Page): Promise<string> => tab.evaluate(() => Object.values(sessionStorage).join(' '));
  await eventually(async () => (await stored(copy)) === (await stored(page)), 'both hold the same');
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { createStage, type Stage } from '../support/create-stage.ts';

/** Questions with buttons, and who may take a ticket, on the real server. */
let stage: Stage;
before(async () => {
  stage = await createStage();
});
after(() => stage.close());

const inbox = (page: Page): Locator => page.locator('engage-inbox');
const line = (page: Page, text: string): Locator => inbox(page).getByRole('option').filter({ hasText: text });
const thread = (page: Page): Locator => inbox(page).getByRole('region', { name: 'Conversation' });

test('the agent asks with buttons, the merchant taps one, the answer says which', async () => {
  const page = await stage.visit({ host: 'bootstrap', path: '/support' });
  const words = 'Bila juruteknik boleh datang?';
  await stage.write('sri-devi', { kind: 'text', text: words });
  await line(page, words).click();
  await inbox(page).getByRole('button', { name: 'Ask with buttons' }).click();
  await inbox(page).getByRole('textbox', { name: 'Question' }).fill('Petang ini atau esok?');
  await inbox(page).getByRole('textbox', { name: 'Button 1' }).fill('Petang ini');
  await inbox(page).getByRole('textbox', { name: 'Button 2' }).fill('Esok');
  await inbox(page).getByRole('button', { name: 'Send question' }).click();
  const phone = await stage.visit({ host: 'graph', path: '/phone/#sri-devi' });
  await phone.getByRole('button', { name: 'Esok', exact: true }).last().click();
  const answer = thread(page).locator('[data-key^="message:"]').filter({ hasText: 'Chose' });
  await answer.getByText('Esok', { exact: true }).waitFor();
  assert.equal((await stage.chat('sri-devi')).filter(({ text }) => text === 'Petang ini atau esok?').length, 1, 'asked once');
  await phone.context().close();
  await page.context().close();
});

test('sales takes a ticket nobody has, and gives it back', async () => {
  const page = await stage.visit({ host: 'react', path: '/support', user: 'pos-2004' });
  await inbox(page)
    .getByRole('navigation')
    .getByRole('button', { name: /^Unassigned/ })
    .click();
  await inbox(page).getByRole('option').first().click();
  const who = inbox(page).getByRole('button', { name: 'Assign', exact: true });
  await who.click();
  const menu = inbox(page).getByRole('menu', { name: 'Assign to' });
  assert.equal(await menu.getByRole('menuitemradio').count(), 2, 'me and nobody');
  await menu.getByRole('menuitemradio', { name: 'Me' }).click();
  await inbox(page)
    .getByRole('button', { name: /Assigned to .*\. Change/ })
    .click();
  await menu.getByRole('menuitemradio', { name: 'Nobody' }).click();
  await who.waitFor();
  await page.context().close();
});

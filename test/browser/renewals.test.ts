import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import { createStage, type HostName, type Stage } from '../support/create-stage.ts';
import { eventually } from '../support/eventually.ts';

/** The renewal desk's day in both back offices, on the real server with the POS beside it. */
let stage: Stage;
const KUMAR = 'pos-2005';
/** the outlet of the demo's story, and one nobody has written to either */
const STORY = { oid: '8809', name: 'Sri Kopitiam, Petaling Jaya', phone: 'story' };

const board = (page: Page): Locator => page.locator('engage-renewal-console');
const rows = (page: Page): Locator => board(page).getByRole('option');
const detail = (page: Page): Locator => board(page).getByRole('article', { name: /^Renewal of / });
const tab = (page: Page, name: string): Locator =>
  board(page)
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${name}`) });
const search = async (page: Page, words: string): Promise<void> => {
  await board(page).getByRole('searchbox').or(board(page).getByRole('textbox')).first().fill(words);
};
const onPhone = (words: RegExp) => async (): Promise<boolean> => (await stage.chat(STORY.phone)).some(({ text }) => words.test(text ?? ''));

/** Nothing is sent at night: the calendar goes to ten in the morning of tomorrow, as the outlets have it. */
async function toMorning(): Promise<void> {
  const here = new Date(Date.now() + 8 * 3_600_000);
  const at = Date.UTC(here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate() + 1, 2);
  const answer = await fetch(`${stage.origins.server}/api/dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ days: (at - Date.now()) / 86_400_000 }),
  });
  assert.equal(answer.status, 200);
}

before(async () => {
  stage = await createStage({ hasPos: true });
  await toMorning();
});
after(() => stage.close());

for (const host of ['bootstrap', 'react'] as const satisfies HostName[]) {
  test(`${host}: the renewal desk lands on its renewals: figures, tabs, one renewal with its reason, and its address`, async () => {
    const page = await stage.visit({ host, path: '/', user: KUMAR });
    await page.waitForURL(/\/renewals$/);
    await board(page).getByText('Recovery rate').waitFor();
    for (const name of ['Overdue', 'Recovered', 'Lost', 'Due']) {
      await tab(page, name).click();
      await rows(page).first().waitFor();
    }
    await search(page, STORY.name);
    await eventually(async () => (await rows(page).count()) === 1, 'one outlet is found');
    await rows(page).first().click();
    await detail(page).getByText('14 days before').first().waitFor();
    await eventually(() => /renewal=\d+/.test(page.url()), 'the address names the renewal');
    await page.reload();
    await detail(page).getByRole('heading', { name: STORY.name }).waitFor();
    await detail(page).getByRole('button', { name: 'Explain' }).click();
    await board(page).getByRole('dialog', { name: 'Why this is so' }).waitFor();
    await board(page).getByText('What was known', { exact: false }).first().waitFor();
    await page.context().close();
  });

  test(`${host}: the outlet's card stands beside its record, in both languages, and opens its renewal`, async () => {
    const page = await stage.visit({ host, path: `/outlets/${STORY.oid}`, user: KUMAR });
    const card = page.locator('engage-outlet-card');
    await card.getByText('Goh Boon Teck').first().waitFor();
    await card.getByText('Renewal', { exact: true }).first().waitFor();
    await page.getByRole('tab', { name: 'Tickets' }).click();
    await page.locator('engage-ticket-panel').waitFor();
    await page.context().close();
    const malay = await stage.visit({ host, path: `/outlets/${STORY.oid}`, user: KUMAR, locale: 'ms', theme: 'dark' });
    await malay.locator('engage-outlet-card').getByText('Pembaharuan', { exact: true }).first().waitFor();
    await malay.context().close();
  });

  test(`${host}: console and card are readable for everybody`, async () => {
    for (const [path, tag, words] of [
      ['/renewals', 'engage-renewal-console', 'Recovery rate'],
      [`/outlets/${STORY.oid}`, 'engage-outlet-card', 'Goh Boon Teck'],
    ] as const)
      for (const theme of ['light', 'dark'] as const) {
        const page = await stage.visit({ host, path, user: KUMAR, theme });
        await page.locator(tag).getByText(words).first().waitFor();
        const { violations } = await new AxeBuilder({ page }).include(tag).analyze();
        assert.deepEqual(
          violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]),
          [],
          `${path} ${theme}`,
        );
        await page.context().close();
      }
  });
}

test('many at once: first it is said who is left out and why, then they are written to', async () => {
  const page = await stage.visit({ host: 'bootstrap', path: '/renewals', user: KUMAR });
  await rows(page).first().waitFor();
  await search(page, 'Sushi Kampung');
  await eventually(async () => (await rows(page).count()) > 0, 'some are found');
  await board(page).getByRole('checkbox', { name: 'Select all that are loaded' }).check();
  await board(page).getByRole('button', { name: 'Send now' }).first().click();
  await board(page).getByText('Will be reminded').waitFor();
  await board(page).getByRole('button', { name: 'Cancel' }).click();
  await page.context().close();
});

test('one is sent: it is on the phone, the answer opens a ticket the renewal desk has, and the reminders stop', async () => {
  const page = await stage.visit({ host: 'react', path: '/renewals', user: KUMAR });
  await rows(page).first().waitFor();
  await search(page, STORY.name);
  await eventually(async () => (await rows(page).count()) === 1, 'one outlet is found');
  await rows(page).first().click();
  await detail(page).getByRole('button', { name: 'Send now' }).click();
  await board(page)
    .getByText(/ends on .* How to pay/)
    .waitFor();
  await board(page).getByRole('button', { name: 'Send', exact: true }).click();
  await eventually(onPhone(new RegExp(`How to pay: ${stage.origins.pos}/pay/${STORY.oid}`)), 'the phone shows the reminder', 20_000);
  await stage.write(STORY.phone, { kind: 'text', text: 'Can I pay by bank transfer?' });
  await detail(page).getByText('The merchant answered on').waitFor();
  await detail(page).getByText('Kumar Selvam').first().waitFor();
  const desk = await stage.visit({ host: 'bootstrap', path: '/support', user: KUMAR });
  const inbox = desk.locator('engage-inbox');
  await inbox.getByRole('option').filter({ hasText: 'Can I pay by bank transfer?' }).click();
  await inbox
    .getByRole('button', { name: /Assigned to Kumar Selvam|Assigned to me/ })
    .first()
    .waitFor();
  await desk.context().close();

  // they pay on the page their link leads to: the POS moves the date and says so, the console shows it at once
  const bank = await page.context().newPage();
  await bank.goto(`${stage.origins.pos}/pay/${STORY.oid}`);
  await bank.getByRole('button', { name: /^Pay RM/ }).click();
  await bank.getByRole('heading', { name: 'Paid, thank you' }).waitFor();
  await detail(page)
    .getByText(/the POS reported the payment/)
    .first()
    .waitFor();
  await search(page, '');
  await tab(page, 'Recovered').click();
  await search(page, STORY.name);
  await eventually(async () => (await rows(page).count()) === 1, 'it is among the recovered');
  await page.context().close();
});

test('nothing went wrong on any page', () => assert.deepEqual(stage.faults, []));

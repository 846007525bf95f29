import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { createStage, type HostName, type Stage } from '../support/create-stage.ts';
import { eventually } from '../support/eventually.ts';
import { openView } from '../support/open-view.ts';

/** The journeys of a message: from the merchant's phone to the agent's page and back, in both back offices. */
let stage: Stage;
before(async () => {
  stage = await createStage();
});
after(() => stage.close());

const inbox = (page: Page): Locator => page.locator('engage-inbox');
const line = (page: Page, text: string): Locator => inbox(page).getByRole('option').filter({ hasText: text });
const thread = (widget: Locator): Locator => widget.getByRole('region', { name: 'Conversation' });
const reply = async (widget: Locator, text: string): Promise<void> => {
  await widget.getByRole('textbox', { name: 'Reply' }).fill(text);
  await widget.getByRole('button', { name: 'Send', exact: true }).click();
};
const onPhone = (handset: string, text: string) => async (): Promise<string | undefined> =>
  (await stage.chat(handset)).find((entry) => entry.direction === 'out' && entry.text === text)?.status;

for (const host of ['bootstrap', 'react'] satisfies HostName[]) {
  test(`${host}: a merchant writes, the agent answers in the inbox, the phone shows it, the ticks turn blue`, async () => {
    const page = await stage.visit({ host, path: '/support' });
    await inbox(page).getByRole('option').first().waitFor();
    await stage.simulator('handsets/sri-devi/presence', { isOpen: true, isOffline: false, hasReadReceipts: true });
    const question = `Terminal dua tak boleh log masuk (${host})`;
    await stage.write('sri-devi', { kind: 'text', text: question });
    await line(page, question).waitFor();
    await line(page, question).click();
    await thread(inbox(page)).getByText(question).waitFor();
    const answer = `Baik, saya semak sekarang (${host})`;
    await reply(inbox(page), answer);
    await thread(inbox(page)).getByText(answer).waitFor();
    await eventually(onPhone('sri-devi', answer), 'the phone shows the answer');
    await thread(inbox(page)).locator('article, [role=article], li, div').filter({ hasText: answer }).getByRole('img', { name: 'Read' }).last().waitFor();
    assert.equal((await stage.chat('sri-devi')).filter((entry) => entry.text === answer).length, 1, 'sent once');
    await page.context().close();
  });

  test(`${host}: the ticket panel beside an outlet record carries the same conversation`, async () => {
    const page = await stage.visit({ host, path: '/outlets/8850' });
    const panel = page.locator('engage-ticket-panel');
    const question = `Laporan bulan ini belum sampai (${host})`;
    await stage.write('mak-nab', { kind: 'text', text: question });
    await thread(panel).getByText(question).waitFor();
    const answer = `Kami hantar petang ini (${host})`;
    await reply(panel, answer);
    await eventually(onPhone('mak-nab', answer), 'the phone shows the answer');
    await page.context().close();
  });
}

test('one contact, several outlets: the agent chooses in one click, and the choice is remembered', async () => {
  const page = await stage.visit({ host: 'bootstrap', path: '/support' });
  await stage.write('rahman', { kind: 'text', text: 'Satu cawangan tak boleh cetak bil' });
  await openView(inbox(page), 'All open');
  await line(page, 'Satu cawangan tak boleh cetak bil').click();
  const choice = inbox(page).getByText('Which one is this about?');
  await choice.waitFor();
  await inbox(page)
    .getByRole('button', { name: /Restoran Mewah/ })
    .first()
    .click();
  await choice.waitFor({ state: 'detached' });
  await inbox(page)
    .getByRole('region', { name: 'Outlet', exact: true })
    .getByText(/OID 883/)
    .waitFor();
  await page.context().close();
});

test('a photo comes in and a file goes out', async () => {
  const page = await stage.visit({ host: 'bootstrap', path: '/outlets/8847' });
  const panel = page.locator('engage-ticket-panel');
  await stage.write('ah-seng', { kind: 'image', caption: 'Skrin jadi hitam' });
  const photo = thread(panel).getByRole('img', { name: 'Skrin jadi hitam' });
  await photo.waitFor();
  await eventually(() => photo.evaluate((image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0), 'the picture is painted');
  await panel
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'panduan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n') });
  await panel.getByText('panduan.pdf').first().waitFor();
  await panel.getByRole('button', { name: 'Send', exact: true }).click();
  await eventually(
    async () => (await stage.chat('ah-seng')).some((entry) => entry.direction === 'out' && entry.kind === 'document'),
    'the file arrives on the phone',
  );
  await page.context().close();
});

test('a reply that fails says why, and "Try again" sends it once', async () => {
  const page = await stage.visit({ host: 'react', path: '/outlets/8850' });
  const panel = page.locator('engage-ticket-panel');
  await stage.write('mak-nab', { kind: 'text', text: 'Masih ada masalah lagi' });
  await thread(panel).getByText('Masih ada masalah lagi').waitFor();
  await stage.simulator('fail', { recipientSuffix: '60199054471', times: 1, mode: 'reject', code: 131053 });
  const answer = 'Sila cuba semula selepas lima minit';
  await reply(panel, answer);
  await thread(panel).getByText('Not delivered:').waitFor();
  await thread(panel).getByRole('button', { name: 'Try again' }).click();
  await eventually(onPhone('mak-nab', answer), 'the second try arrives');
  assert.equal((await stage.chat('mak-nab')).filter((entry) => entry.text === answer).length, 1);
  await page.context().close();
});

test('the window has closed: only a template can be sent, with its variables filled and previewed', async () => {
  const page = await stage.visit({ host: 'bootstrap', path: '/support' });
  await stage.write('lai', { kind: 'text', text: 'Soalan dari semalam', at: new Date(Date.now() - 30 * 3_600_000).toISOString() });
  await openView(inbox(page), 'All open');
  await inbox(page).getByRole('searchbox').fill('Lai Kok Leong');
  await inbox(page).getByRole('option').filter({ hasText: 'Soalan dari semalam' }).click();
  await inbox(page).getByText('The 24-hour window is closed').waitFor();
  await inbox(page).getByRole('button', { name: 'Choose a template' }).first().click();
  const dialog = inbox(page).getByRole('dialog');
  await dialog.waitFor();
  await dialog.getByRole('option').or(dialog.getByRole('radio')).first().click();
  for (const field of await dialog.getByRole('textbox').all()) if ((await field.inputValue()) === '') await field.fill('8801');
  await dialog.getByRole('button', { name: /^Send/ }).click();
  await eventually(
    async () => (await stage.chat('lai')).some((entry) => entry.direction === 'out' && entry.kind === 'template' && entry.status !== 'failed'),
    'the template arrives',
  );
  await page.context().close();
});

test('two agents at once: each sees the other, and a reply that has gone stale is held', async () => {
  const first = await stage.visit({ host: 'bootstrap', path: '/outlets/8801', user: 'pos-2001' });
  const second = await stage.visit({ host: 'react', path: '/outlets/8801', user: 'pos-2006' });
  const [one, two] = [first.locator('engage-ticket-panel'), second.locator('engage-ticket-panel')];
  await stage.write('sri-devi', { kind: 'text', text: 'Siapa boleh bantu?' });
  await thread(one).getByText('Siapa boleh bantu?').waitFor();
  await thread(two).getByText('Siapa boleh bantu?').waitFor();
  await two
    .getByText(/Aina Rosli (is also viewing this conversation|has this conversation open)/)
    .first()
    .waitFor();
  await two.getByRole('textbox', { name: 'Reply' }).fill('Saya boleh bantu');
  await one.getByText('Rosnah Abdullah is writing a reply').first().waitFor();
  await second.context().setOffline(true);
  await reply(one, 'Saya sedang semak');
  await eventually(onPhone('sri-devi', 'Saya sedang semak'), 'the first answer arrives');
  await second.context().setOffline(false);
  await two.getByText('Aina Rosli answered while you were writing.').waitFor({ timeout: 30_000 });
  assert.equal(await two.getByRole('textbox', { name: 'Reply' }).inputValue(), 'Saya boleh bantu', 'the draft is kept');
  await two.getByRole('button', { name: 'Send anyway' }).click();
  await eventually(onPhone('sri-devi', 'Saya boleh bantu'), 'sent on purpose');
  await first.context().close();
  await second.context().close();
});

test('nothing went wrong on any page: no script error, no blocked request, no third party', () => {
  assert.deepEqual(
    stage.faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(fault)),
    [],
  );
});

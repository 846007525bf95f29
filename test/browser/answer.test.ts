import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { makePdf } from '../../embed-demo/seed/make-pdf.ts';
import { createStage, type HostName, type Stage } from '../support/create-stage.ts';
import { eventually } from '../support/eventually.ts';
import { openView } from '../support/open-view.ts';

/** The journeys of a message: from the merchant's phone to the agent's page and back, each in both back offices. */
let stage: Stage;
before(async () => {
  stage = await createStage();
});
after(() => stage.close());

const inbox = (page: Page): Locator => page.locator('engage-inbox');
const line = (page: Page, text: string): Locator => inbox(page).getByRole('option').filter({ hasText: text });
const thread = (widget: Locator): Locator => widget.getByRole('region', { name: 'Conversation' });
/** The one message that says this, with its own tick and its own buttons. */
const bubble = (widget: Locator, text: string): Locator => thread(widget).locator('[data-key^="message:"]').filter({ hasText: text });
const tick = (widget: Locator, text: string, state: string): Locator => bubble(widget, text).getByRole('img', { name: state, exact: true });
const colour = (icon: Locator): Promise<string> => icon.evaluate((element) => getComputedStyle(element).color);
/** The open dialog with what is slotted into it. */
const dialogOf = (widget: Locator): Locator =>
  widget
    .locator('[open]')
    .filter({ has: widget.page().getByRole('dialog') })
    .first();
const reply = async (widget: Locator, text: string): Promise<void> => {
  await widget.getByRole('textbox', { name: 'Reply' }).fill(text);
  await widget.getByRole('button', { name: 'Send', exact: true }).click();
};
const onPhone = (handset: string, text: string) => async (): Promise<string | undefined> =>
  (await stage.chat(handset)).find((entry) => entry.direction === 'out' && entry.text === text)?.status;
const phoneOf = (handset: string): Promise<Page> => stage.visit({ host: 'graph', path: `/phone/#${handset}` });
const isPainted = (picture: Locator): Promise<boolean> =>
  picture.evaluate((image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0);

for (const host of ['bootstrap', 'react'] satisfies HostName[]) {
  test(`${host}: a merchant writes, the agent answers in the inbox, the phone shows it, the ticks turn blue`, async () => {
    const page = await stage.visit({ host, path: '/support' });
    await inbox(page).getByRole('option').first().waitFor();
    const question = `Terminal dua tak boleh log masuk (${host})`;
    await stage.write('sri-devi', { kind: 'text', text: question });
    await line(page, question).click();
    await bubble(inbox(page), question).waitFor();
    const answer = `Baik, saya semak sekarang (${host})`;
    await reply(inbox(page), answer);
    await tick(inbox(page), answer, 'Delivered').waitFor();
    const grey = await colour(tick(inbox(page), answer, 'Delivered'));
    assert.equal(await tick(inbox(page), answer, 'Read').count(), 0, 'nobody has looked at the phone yet');
    const phone = await phoneOf('sri-devi');
    await phone.getByRole('log', { name: 'Chat' }).getByText(answer).waitFor();
    await phone.locator('.entry.mine').filter({ hasText: question }).getByRole('img', { name: 'Read by the business' }).waitFor();
    await tick(inbox(page), answer, 'Read').waitFor();
    const [red = 0, green = 0, blue = 0] = (await colour(tick(inbox(page), answer, 'Read'))).match(/[\d.]+/g)?.map(Number) ?? [];
    assert.ok(blue > red && blue > green, `blue, not ${red} ${green} ${blue}`);
    assert.notEqual(await colour(tick(inbox(page), answer, 'Read')), grey);
    assert.equal((await stage.chat('sri-devi')).filter((entry) => entry.text === answer).length, 1, 'sent once');
    await phone.context().close();
    await page.context().close();
  });

  test(`${host}: outlets are found by franchise, name and status`, async () => {
    const page = await stage.visit({ host, path: '/' });
    const found = page.locator(host === 'react' ? 'a.card' : '#rows a');
    await page.getByLabel('All franchises').selectOption('Restoran Mewah');
    await eventually(async () => (await found.count()) === 6, 'the six of the franchise');
    await page.getByRole('searchbox', { name: 'Search outlets' }).fill('bangsar');
    await eventually(async () => (await found.allInnerTexts()).length === 1, 'the one in Bangsar');
    await page.getByLabel('Any status').selectOption('Closed');
    await page.getByText('No outlet matches.').waitFor();
    await page.context().close();
  });

  test(`${host}: a reload and Back open the same ticket again; another person begins with the list`, async () => {
    const page = await stage.visit({ host, path: '/support' });
    await inbox(page)
      .getByRole('option', { name: /Sri Kopitiam, Bangsar/ })
      .click();
    const title = inbox(page).getByRole('heading', { name: 'Mesin cetak resit tidak mencetak' });
    await title.waitFor();
    await page.reload();
    await title.waitFor();
    await page.goto(new URL('/outlets/8801#tickets', page.url()).href);
    await page.locator('engage-ticket-panel').waitFor();
    await page.goBack();
    await title.waitFor();
    await inbox(page).getByRole('button', { name: 'Resolve' }).focus();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => url.search === '');
    await title.waitFor({ state: 'detached' });
    // the focus is in the list: Enter opens the same ticket again
    await page.keyboard.press('Enter');
    await title.waitFor();
    await page.locator('#user').selectOption('pos-2003');
    await page.waitForURL((url) => url.search === '');
    await inbox(page).getByRole('option').first().waitFor();
    await title.waitFor({ state: 'detached' });
    await page.context().close();
  });

  test(`${host}: the ticket panel beside an outlet record carries the same conversation`, async () => {
    const page = await stage.visit({ host, path: '/outlets/8850#tickets' });
    const panel = page.locator('engage-ticket-panel');
    const question = `Laporan bulan ini belum sampai (${host})`;
    await stage.write('mak-nab', { kind: 'text', text: question });
    await bubble(panel, question).waitFor();
    const answer = `Kami hantar petang ini (${host})`;
    await reply(panel, answer);
    await eventually(onPhone('mak-nab', answer), 'the phone shows the answer');
    await page.context().close();
  });

  // In one back office the agent says "only this once", in the other "from now on".
  const isRemembered = host === 'react';
  test(`${host}: one contact, several outlets: chosen in one click, ${isRemembered ? 'and known from then on' : 'asked again when it was not to be remembered'}`, async () => {
    const page = await stage.visit({ host, path: '/support' });
    const question = `Satu cawangan tak boleh cetak bil (${host})`;
    await stage.write('rahman', { kind: 'text', text: question });
    await openView(inbox(page), 'All open');
    // the last words may be ours by now: which outlet it is about is asked by itself, once a day
    await line(page, 'Encik Rahman').first().click();
    await bubble(inbox(page), question).waitFor();
    const choice = inbox(page).getByText('Which one is this about?');
    await choice.waitFor();
    await inbox(page).getByRole('checkbox', { name: 'Use it for this merchant from now on' }).setChecked(isRemembered);
    const outlet = inbox(page)
      .getByRole('group', { name: 'Choose the outlet' })
      .getByRole('button', { name: /Restoran Mewah.*OID/ })
      .nth(isRemembered ? 2 : 1);
    const oid = /OID \d+/.exec(await outlet.innerText())?.[0] ?? 'no OID';
    await outlet.click();
    await choice.waitFor({ state: 'detached' });
    const facts = inbox(page).getByRole('region', { name: 'Outlet', exact: true });
    await facts.getByText(oid).waitFor();
    await inbox(page).getByRole('button', { name: 'Resolve', exact: true }).click();
    await dialogOf(inbox(page)).getByRole('button', { name: 'Resolve', exact: true }).click();
    await inbox(page).getByRole('button', { name: 'Reopen', exact: true }).waitFor();

    await stage.daysPass(4);
    const later = `Hari ini perkara lain pula (${host})`;
    await stage.write('rahman', { kind: 'text', text: later });
    await line(page, isRemembered ? later : 'Encik Rahman')
      .first()
      .click();
    await bubble(inbox(page), later).waitFor();
    assert.equal(await bubble(inbox(page), question).count(), 0, 'a ticket of its own');
    if (isRemembered) await facts.getByText(oid).waitFor();
    else await choice.waitFor();
    assert.equal(await choice.count(), isRemembered ? 0 : 1);
    await page.context().close();
  });

  test(`${host}: a photo comes in, a photo and a file go out and are opened on the phone`, async () => {
    const page = await stage.visit({ host, path: '/outlets/8847#tickets' });
    const panel = page.locator('engage-ticket-panel');
    const caption = `Skrin jadi hitam (${host})`;
    await stage.write('ah-seng', { kind: 'image', caption });
    const photo = thread(panel).getByRole('img', { name: caption });
    await photo.waitFor();
    await eventually(() => isPainted(photo), 'the picture is painted');
    const pdf = { name: `panduan-${host}.pdf`, mimeType: 'application/pdf', buffer: makePdf('Panduan', ['Langkah 1: tutup terminal.', host]) };
    const picture = { name: `skrin-${host}.jpg`, mimeType: 'image/jpeg', buffer: await readFile('embed-demo/seed/media/error-screen.jpg') };
    await panel.locator('input[type=file]').first().setInputFiles([picture, pdf]);
    await panel.getByText(pdf.name).first().waitFor();
    await panel.getByRole('button', { name: 'Send', exact: true }).click();

    const phone = await phoneOf('ah-seng');
    const chat = phone.getByRole('log', { name: 'Chat' });
    const link = chat.getByRole('link', { name: pdf.name });
    await link.waitFor();
    await chat.getByRole('button', { name: 'Open photo' }).last().click();
    const large = phone.getByRole('dialog').getByRole('img', { name: 'Photo' });
    await eventually(() => isPainted(large), 'the picture is painted on the phone');
    const shown = await (await phone.request.get(new URL((await large.getAttribute('src')) ?? '', phone.url()).href)).body();
    assert.ok(shown.equals(picture.buffer), 'every byte of the picture');
    await phone.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    const [file] = await Promise.all([
      phone.context().waitForEvent('response', (response) => response.headers()['content-type'] === 'application/pdf'),
      link.click(),
    ]);
    assert.equal(file.status(), 200);
    const bytes = await (await phone.request.get(file.url())).body();
    assert.ok(bytes.equals(pdf.buffer), 'every byte of the file');
    await phone.context().close();
    await page.context().close();
  });

  test(`${host}: a reply that fails says why, and "Try again" sends it once`, async () => {
    const page = await stage.visit({ host, path: '/outlets/8850#tickets' });
    const panel = page.locator('engage-ticket-panel');
    const question = `Masih ada masalah lagi (${host})`;
    await stage.write('mak-nab', { kind: 'text', text: question });
    await bubble(panel, question).waitFor();
    await stage.simulator('fail', { recipientSuffix: '60199054471', times: 1, mode: 'fail', code: 131026 });
    const answer = `Sila cuba semula selepas lima minit (${host})`;
    await reply(panel, answer);
    const failed = bubble(panel, answer);
    await failed.getByText('this number is not on WhatsApp. Call or e-mail instead.').waitFor();
    await tick(panel, answer, 'Not delivered').waitFor();
    assert.equal(await onPhone('mak-nab', answer)(), 'failed');
    await failed.getByRole('button', { name: 'Try again' }).click();
    await eventually(
      async () => (await stage.chat('mak-nab')).some((entry) => entry.text === answer && entry.status === 'delivered'),
      'the second try arrives',
    );
    await tick(panel, answer, 'Delivered').waitFor();
    assert.equal(await failed.getByRole('button', { name: 'Try again' }).count(), 0);
    assert.equal((await stage.chat('mak-nab')).filter((entry) => entry.text === answer && entry.status !== 'failed').length, 1, 'arrived once');
    await page.context().close();
  });

  test(`${host}: the window has closed: only a template can be sent, and what was previewed is what arrives`, async () => {
    const handset = `puan-salmah-${host}`;
    await stage.simulator('handsets', { id: handset, name: 'Puan Salmah', phone: host === 'react' ? '60131112233' : '60131112244' });
    const page = await stage.visit({ host, path: '/support' });
    const question = `Soalan dari semalam (${host})`;
    await stage.write(handset, { kind: 'text', text: question, at: new Date(Date.now() - 30 * 3_600_000).toISOString() });
    await openView(inbox(page), 'All open');
    await inbox(page).getByRole('searchbox').fill('Puan Salmah');
    await line(page, question).click();
    await inbox(page).getByText('The 24-hour window is closed').waitFor();
    assert.equal(await inbox(page).getByRole('textbox', { name: 'Reply' }).count(), 0, 'no free words');
    await inbox(page).getByRole('button', { name: 'Choose a template' }).first().click();
    const dialog = dialogOf(inbox(page));
    await dialog.getByRole('searchbox').fill('there is news');
    await dialog.getByRole('button', { name: /^Ticket update English/ }).click();
    const send = dialog.getByRole('button', { name: /^Send template/ });
    assert.equal(await dialog.getByRole('textbox', { name: 'Merchant’s name' }).inputValue(), 'Puan Salmah', 'what is known is filled in');
    assert.match(await dialog.getByRole('textbox', { name: 'Ticket number' }).inputValue(), /^TKT-\d{4}-\d{6}$/);
    assert.equal(await send.isDisabled(), true, 'a value is missing');
    await dialog.locator('mark').getByText('…', { exact: true }).waitFor();
    await dialog.getByRole('textbox', { name: 'Text 3' }).fill(`the cable came (${host}).`);
    const preview = await dialog.getByText(/^Hi Puan Salmah, there is news/).innerText();
    assert.ok(preview.includes(`the cable came (${host}).`) && !preview.includes('{{'), preview);
    await send.click();
    const arrived = await eventually(
      async () => (await stage.chat(handset)).find((entry) => entry.direction === 'out' && entry.status !== 'pending'),
      'the template arrives',
    );
    assert.deepEqual([arrived.kind, arrived.text, arrived.status === 'failed'], ['template', preview, false]);
    await bubble(inbox(page), preview).waitFor();
    await page.context().close();
  });

  const other = host === 'bootstrap' ? 'react' : 'bootstrap';
  const { merchant, outlet } = host === 'bootstrap' ? { merchant: 'sri-devi', outlet: 8801 } : { merchant: 'joanne', outlet: 8821 };
  test(`${host} and ${other}: two agents at once see each other, and a reply that has gone stale is held`, async () => {
    const first = await stage.visit({ host, path: `/outlets/${outlet}#tickets`, user: 'pos-2001' });
    const second = await stage.visit({ host: other, path: `/outlets/${outlet}#tickets`, user: 'pos-2006' });
    const [one, two] = [first.locator('engage-ticket-panel'), second.locator('engage-ticket-panel')];
    const question = `Siapa boleh bantu? (${host})`;
    await stage.write(merchant, { kind: 'text', text: question });
    await bubble(one, question).waitFor();
    await bubble(two, question).waitFor();
    await two
      .getByText(/Aina Rosli (is also viewing this conversation|has this conversation open)/)
      .first()
      .waitFor();
    const draft = `Saya boleh bantu (${host})`;
    await two.getByRole('textbox', { name: 'Reply' }).fill(draft);
    await one.getByText('Rosnah Abdullah is writing a reply').first().waitFor();
    await second.context().setOffline(true);
    const faster = `Saya sedang semak (${host})`;
    await reply(one, faster);
    await eventually(onPhone(merchant, faster), 'the first answer arrives');
    await second.context().setOffline(false);
    await two.getByText('Aina Rosli answered while you were writing.').waitFor({ timeout: 30_000 });
    assert.equal(await two.getByRole('textbox', { name: 'Reply' }).inputValue(), draft, 'the draft is kept');
    assert.equal(await onPhone(merchant, draft)(), undefined, 'and not sent');
    await two.getByRole('button', { name: 'Send anyway' }).click();
    await eventually(onPhone(merchant, draft), 'sent on purpose');
    await first.context().close();
    await second.context().close();
  });
}

test('nothing went wrong on any page: no script error, no blocked request, no third party', () => {
  assert.deepEqual(
    stage.faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|WebSocket connection/.test(fault)),
    [],
  );
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { createGraphSimulator, type GraphSimulator } from '../../embed-demo/simulators/graph/create-graph-simulator.ts';
import type { WireMessage, WireMessagesValue, WireStatus } from '../../embed-demo/simulators/graph/wire-types.ts';
import { readBody } from '../../embed-demo/simulators/read-body.ts';
import { eventually } from '../support/eventually.ts';

/** The merchant's phone as a person uses it: what it sends arrives as webhooks, what the business sends shows up. */
let business: Server;
let graph: GraphSimulator;
let browser: Browser;
let page: Page;
const values: WireMessagesValue[] = [];
const faults: string[] = [];
const messages = (): WireMessage[] => values.flatMap((value) => value.messages ?? []);
const statuses = (): WireStatus[] => values.flatMap((value) => value.statuses ?? []);
const token = 'token-of-the-phone-test';

before(async () => {
  await promisify(execFile)(process.execPath, ['embed-demo/build.mjs'], { cwd: new URL('../..', import.meta.url) });
  business = createServer((request, response) => {
    void readBody(request).then((raw) => {
      const body = JSON.parse(raw.toString('utf8')) as { entry: { changes: { value: WireMessagesValue }[] }[] };
      values.push(...body.entry.flatMap((entry) => entry.changes.map((change) => change.value)));
      response.writeHead(200).end('{}');
    });
  });
  await new Promise<void>((resolve) => business.listen(0, '127.0.0.1', resolve));
  graph = createGraphSimulator({
    appSecret: 'secret-of-the-phone-test',
    accessToken: token,
    verifyToken: 'verify',
    wabaId: '900',
    numbers: [{ phoneNumberId: '111', displayPhoneNumber: '+60 3-2776 4100', verifiedName: 'KedaiPOS Support' }],
    webhookUrl: `http://127.0.0.1:${(business.address() as AddressInfo).port}/`,
    handsets: [
      { id: 'devi', name: 'Sri Devi', phone: '60123456789', about: 'Sri Kopitiam, Bangsar' },
      { id: 'rtl', name: 'عبد الرحمن القحطاني', phone: '60183396625', about: 'Mandi Sanaa' },
    ],
    behaviour: { sentMs: 5, deliveredMs: 5, readMs: 5, readMode: 'open' },
    phoneFolder: new URL('../../dist/demo/phone/', import.meta.url).pathname,
  });
  await graph.listen();
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
});
after(async () => {
  await browser.close();
  await graph.close();
  business.close();
});
beforeEach(async () => {
  for (const context of browser.contexts()) await context.close();
  graph.control.reset();
  values.length = 0;
  faults.length = 0;
  page = await open();
});

async function open(options: { width?: number; height?: number; colorScheme?: 'light' | 'dark' } = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1366, height: options.height ?? 860 },
    colorScheme: options.colorScheme ?? 'light',
  });
  const opened = await context.newPage();
  opened.on('pageerror', (error) => faults.push(String(error)));
  await opened.goto(`${graph.url}/phone/#devi`);
  await opened.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
  return opened;
}
async function answer(message: object): Promise<string> {
  const response = await fetch(`${graph.url}/v26.0/111/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: '60123456789', ...message }),
  });
  assert.equal(response.status, 200, await response.clone().text());
  return ((await response.json()) as { messages: { id: string }[] }).messages[0]?.id ?? '';
}
const say = async (text: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await page.keyboard.press('Enter');
};
const log = (): ReturnType<Page['getByRole']> => page.getByRole('log', { name: 'Chat' });

test('what is written arrives at the business; ticks follow what becomes of it', async () => {
  await say('Mesin rosak 😟');
  await eventually(() => messages().length === 1, 'the webhook');
  assert.deepEqual(messages()[0]?.['text'], { body: 'Mesin rosak 😟' });
  await log().getByRole('img', { name: 'Delivered' }).waitFor();
  await fetch(`${graph.url}/v26.0/111/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ messaging_product: 'whatsapp', status: 'read', message_id: messages()[0]?.id, typing_indicator: { type: 'text' } }),
  });
  await log().getByRole('img', { name: 'Read by the business' }).waitFor();
  await page.getByText('typing…').waitFor();
  await answer({ type: 'text', text: { body: 'Kami semak sekarang' } });
  await log().getByText('Kami semak sekarang').waitFor();
  await eventually(
    () =>
      statuses()
        .map((status) => status.status)
        .join() === 'sent,delivered,read',
    'the answer is read, because the chat is open',
  );
  assert.deepEqual(faults, []);
});

test('a message of yesterday: from somebody who was quiet since, with the time it was written', async () => {
  await say('hi');
  await eventually(() => messages().length === 1, 'the webhook');
  await page.getByRole('button', { name: /25 hours ago/ }).click();
  await page.getByText('عبد الرحمن القحطاني wrote 25 hours ago').waitFor();
  await eventually(() => messages().length === 2, 'the late webhook');
  const late = messages()[1];
  assert.equal(late?.from, '60183396625');
  assert.ok(Math.abs(Number(late.timestamp) * 1000 - (Date.now() - 25 * 3_600_000)) < 60_000);
  await say('hi again');
  await eventually(() => messages().length === 3, 'the webhook of now');
  await page.getByRole('button', { name: /25 hours ago/ }).click();
  await page.getByText('Everybody here wrote').waitFor();
  assert.equal(messages().length, 3);
  assert.deepEqual(faults, []);
});

test('no receipts, and no network', async () => {
  await say('hi');
  await eventually(() => messages().length === 1, 'the webhook');
  await page.getByRole('switch', { name: /Read receipts/ }).uncheck();
  await answer({ type: 'text', text: { body: 'first' } });
  await log().getByText('first').waitFor();
  await page.getByRole('switch', { name: /Online/ }).uncheck();
  await page.getByText('waiting for network').waitFor();
  await answer({ type: 'text', text: { body: 'second' } });
  await eventually(() => statuses().length === 3, 'the second is only sent');
  assert.equal(await log().getByText('second').count(), 0);
  await page.getByRole('switch', { name: /Online/ }).check();
  await log().getByText('second').waitFor();
  assert.ok(statuses().every((status) => status.status !== 'read'));
});

test('everything the attachment sheet offers arrives with its file', async () => {
  for (const key of ['printer', 'document', 'video', 'location', 'contact', 'sticker', 'poll']) {
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.locator(`[data-attachment="${key}"]`).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await eventually(() => messages().length === 7, 'seven messages');
  assert.deepEqual(
    messages().map((message) => message.type),
    ['image', 'document', 'video', 'location', 'contacts', 'sticker', 'unsupported'],
  );
  const image = messages()[0]?.['image'] as { id: string; caption: string };
  const bytes = new Uint8Array(await (await fetch(`${graph.url}/_sim/media/${image.id}`)).arrayBuffer());
  assert.deepEqual([...bytes.subarray(0, 3)], [0xff, 0xd8, 0xff]);
  assert.equal(image.caption, 'Lampu merah menyala');
});

test('a voice message needs no microphone and is real Ogg with Opus', async () => {
  await say('long story '.repeat(120));
  await page.getByRole('button', { name: 'Record voice message' }).click();
  await page.getByText('0:01').waitFor();
  await page.getByRole('button', { name: 'Send voice message' }).click();
  await eventually(() => messages().length === 2, 'the voice message');
  const audio = messages()[1]?.['audio'] as { id: string; voice: boolean; mime_type: string };
  assert.deepEqual([audio.voice, audio.mime_type], [true, 'audio/ogg; codecs=opus']);
  const head = Buffer.from(await (await fetch(`${graph.url}/_sim/media/${audio.id}`)).arrayBuffer());
  assert.deepEqual([head.subarray(0, 4).toString(), head.subarray(28, 36).toString()], ['OggS', 'OpusHead']);
  await log().getByRole('button', { name: 'Play voice message' }).waitFor();
  const hidden = (): Promise<number> => log().evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  assert.ok((await log().evaluate((box) => box.scrollHeight - box.clientHeight)) > 100, 'there is something to scroll');
  await eventually(async () => (await hidden()) <= 1, 'the whole voice message in view');
});

test('buttons, lists, replies, reactions, edits and deletions', async () => {
  await say('hello');
  await eventually(() => messages().length === 1, 'the webhook');
  const asked = await answer({
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Is it printing?' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
          { type: 'reply', reply: { id: 'no', title: 'No' } },
        ],
      },
    },
  });
  await log().getByRole('button', { name: 'No', exact: true }).click();
  await eventually(() => messages().length === 2, 'the choice');
  assert.deepEqual([messages()[1]?.['interactive'], messages()[1]?.context?.id], [{ type: 'button_reply', button_reply: { id: 'no', title: 'No' } }, asked]);
  await answer({
    type: 'interactive',
    interactive: { type: 'list', body: { text: 'About what?' }, action: { button: 'Topics', sections: [{ rows: [{ id: 'pay', title: 'Payments' }] }] } },
  });
  await log().getByRole('button', { name: 'Topics' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Payments' }).click();
  await eventually(() => messages().length === 3, 'the list reply');

  const menu = async (text: string, choice: string): Promise<void> => {
    const bubble = log().locator('.entry').filter({ hasText: text }).first();
    await bubble.hover();
    await bubble.getByRole('button', { name: 'Message options' }).click();
    await page.getByRole('dialog').getByRole('button', { name: choice }).click();
  };
  await menu('Is it printing?', '❤️');
  await eventually(() => messages().length === 4, 'the reaction');
  assert.deepEqual(messages()[3]?.['reaction'], { message_id: asked, emoji: '❤️' });
  await menu('Is it printing?', 'Reply');
  await say('not yet');
  await eventually(() => messages().length === 5, 'the reply');
  assert.equal(messages()[4]?.context?.id, asked);
  await menu('hello', 'Edit');
  await say('hello there');
  await log().getByText('Edited').waitFor();
  await menu('hello there', 'Delete for everyone');
  await log().getByText('You deleted this message').waitFor();
  assert.deepEqual(
    messages()
      .slice(5)
      .map((message) => message.type),
    ['edit', 'revoke'],
  );
  assert.deepEqual(faults, []);
});

test('it can be used by everybody, in light and dark, down to 360 px', async () => {
  await say('hello');
  await eventually(() => messages().length === 1, 'the webhook');
  await answer({ type: 'text', text: { body: 'Hi, how can we help?' } });
  for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'light', width: 360, height: 720 }] as const) {
    page = await open(look);
    await log().getByText('how can we help').waitFor();
    const found = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
      [],
    );
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= (look.colorScheme === 'light' && 'width' in look ? 360 : 1366));
  }
  await page.getByRole('button', { name: 'Choose another merchant' }).click();
  await page.getByRole('button', { name: /القحطاني/ }).click();
  await page.getByText('Write the first message').waitFor();
});

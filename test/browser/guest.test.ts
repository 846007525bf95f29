import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { createStage, type Stage, type Visit } from '../support/create-stage.ts';
import { openView } from '../support/open-view.ts';

/** The widgets as guests of a page they have never seen: its look, its policy, its scopes. */
let stage: Stage;
before(async () => {
  stage = await createStage();
});
after(() => stage.close());

const visits: { name: string; visit: Visit; ready: string }[] = [
  { name: 'inbox, English, light, wide', visit: { host: 'bootstrap', path: '/support' }, ready: 'Tickets' },
  { name: 'inbox, Malay, dark, wide', visit: { host: 'react', path: '/support', locale: 'ms', theme: 'dark' }, ready: 'Tiket' },
  {
    name: 'inbox, English, dark, 360 px',
    visit: { host: 'bootstrap', path: '/support', theme: 'dark', viewport: { width: 360, height: 740 } },
    ready: 'Tickets',
  },
  { name: 'inbox, Malay, light, 360 px', visit: { host: 'react', path: '/support', locale: 'ms', viewport: { width: 360, height: 740 } }, ready: 'Tiket' },
];
for (const { name, visit, ready } of visits) {
  test(`${name}: no accessibility violation, nothing wider than its place`, async () => {
    const page = await stage.visit(visit);
    const widget = page.locator('engage-inbox');
    await widget.getByRole('listbox', { name: ready }).getByRole('option').first().click();
    await widget.getByRole('textbox').last().waitFor();
    const { violations } = await new AxeBuilder({ page }).include('engage-inbox').analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.flat().join(' ')) })),
      [],
    );
    const [inner, outer] = await widget.evaluate((element) => [element.scrollWidth, element.clientWidth]);
    assert.ok((inner ?? 0) <= (outer ?? 0), `${inner} px in ${outer} px`);
    await page.context().close();
  });
}

test('the hostile page changes nothing inside the widgets, and they nothing outside', async () => {
  const page = await stage.visit({ host: 'bootstrap', path: '/support' });
  const widget = page.locator('engage-inbox');
  await widget.getByRole('option').first().waitFor();
  const look = await widget
    .getByRole('option')
    .first()
    .evaluate((element) => {
      const { fontSize, lineHeight, textTransform, color } = getComputedStyle(element);
      return { fontSize, lineHeight, textTransform, color };
    });
  assert.equal(look.textTransform, 'none');
  assert.equal(look.fontSize, '13px');
  const globals = await page.evaluate(() => Object.keys(window).filter((name) => /^(engage|lit|reactive)/i.test(name)));
  assert.deepEqual(
    globals.filter((name) => !['litHtmlVersions', 'litElementVersions', 'litPropertyMetadata', 'reactiveElementVersions'].includes(name)),
    [],
    'only what Lit itself leaves',
  );
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0, 'no style sheet of ours in the document');
  assert.equal(await page.locator('head style').count(), 0);
  await page.context().close();
});

test('loaded twice: one set of elements, one socket, no error', async () => {
  const sockets: string[] = [];
  const page = await stage.visit({
    host: 'bootstrap',
    path: '/support',
    watch: (opened) => void opened.on('websocket', (socket) => sockets.push(socket.url())),
  });
  await page.locator('engage-inbox').getByRole('option').first().waitFor();
  const server = stage.origins.server;
  const isSame = await page.evaluate(async (url) => {
    const before = customElements.get('engage-inbox');
    await import(`${url}/embed/engage.js?again`);
    return before === customElements.get('engage-inbox');
  }, server);
  assert.equal(isSame, true);
  await page.evaluate(() => {
    const panel = document.createElement('engage-ticket-panel');
    panel.setAttribute('outlet', '8801');
    document.body.append(panel);
  });
  await page.locator('engage-ticket-panel').getByRole('textbox', { name: 'Reply' }).waitFor();
  assert.deepEqual(sockets, [`${server.replace('http', 'ws')}/live`], 'one socket for the page, however many widgets it has');
  await page.context().close();
});

test('another signed-in user sees another scope: an agent of one franchise, and masked personal data', async () => {
  const narrow = await stage.visit({ host: 'react', path: '/support', user: 'pos-2003' });
  const all = narrow.locator('engage-inbox');
  await openView(all, 'All open');
  await all.getByRole('option').filter({ hasText: 'Sri Kopitiam' }).first().waitFor();
  assert.equal(await all.getByRole('option').filter({ hasNotText: 'Sri Kopitiam' }).count(), 0);
  await narrow.context().close();
  const masked = await stage.visit({ host: 'react', path: '/outlets/8801#tickets', user: 'pos-2004' });
  const panel = masked.locator('engage-ticket-panel');
  await panel.getByRole('button', { name: 'Merchant and ticket details' }).click();
  await panel.getByText(/•••/).first().waitFor();
  assert.equal(await panel.getByText('+60 12-345 6789').count(), 0);
  await masked.context().close();
});

test('nothing went wrong on any page: no script error, no blocked request, no third party', () => {
  assert.deepEqual(stage.faults, []);
});

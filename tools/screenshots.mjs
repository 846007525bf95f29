/** `npm run screenshots`: makes the pictures of README.md anew, on a demo of its own (profile test), in embed-demo/pictures/. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { ensureChromium } from './ensure-chromium.mjs';
import { inProjectNode } from './in-project-node.mjs';
import { upServices } from './services/up-services.mjs';

const folder = 'embed-demo/pictures';

const openFirst = async (page, tag, name) => {
  const widget = page.locator(tag);
  await widget.getByRole('option', { name }).first().click();
  await widget.getByRole('tab').first().waitFor();
};
const pictures = [
  { name: 'inbox', host: 'bootstrap', path: '/support', prepare: (page) => openFirst(page, 'engage-inbox', /Sri Kopitiam, Bangsar/) },
  {
    name: 'inbox-dark-malay',
    host: 'react',
    path: '/support',
    locale: 'ms',
    theme: 'dark',
    prepare: (page) => openFirst(page, 'engage-inbox', /Sri Kopitiam, Bangsar/),
  },
  {
    name: 'ticket-panel',
    host: 'bootstrap',
    path: '/outlets/8801#tickets',
    prepare: (page) => page.locator('engage-ticket-panel').getByRole('tab').first().waitFor(),
  },
  {
    name: 'renewals',
    host: 'bootstrap',
    path: '/renewals',
    user: 'pos-2006',
    prepare: (page) => page.locator('engage-renewal-console').getByRole('option').first().waitFor(),
  },
  {
    name: 'outlet-card',
    host: 'react',
    path: '/outlets/8809',
    prepare: (page) => page.locator('engage-outlet-card').getByRole('heading').first().waitFor(),
  },
  {
    name: 'phone',
    host: 'graph',
    path: '/phone/#sri-devi',
    prepare: (page) => page.locator('[data-entry]').last().waitFor(),
  },
];

await inProjectNode(async () => {
  const say = (line) => process.stdout.write(`${line}\n`);
  process.env.CHROMIUM_PATH = await ensureChromium(say);
  Object.assign(process.env, (await upServices('test', { say })).env);
  for (const file of ['tools/build.mjs', 'embed-demo/build.mjs']) spawnSync(process.execPath, [file], { stdio: 'inherit' });
  mkdirSync(folder, { recursive: true });
  const { createStage } = await import('../test/support/create-stage.ts');
  const stage = await createStage({ hasPos: true });
  try {
    for (const picture of pictures) {
      const page = await stage.visit(picture);
      await picture.prepare(page, stage);
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: `${folder}/${picture.name}.png` });
      await page.context().close();
      say(`${folder}/${picture.name}.png`);
    }
  } finally {
    await stage.close();
  }
});

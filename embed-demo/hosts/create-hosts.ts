import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { demoStaff } from '../seed/demo-staff.ts';
import { createHost, type Host } from './create-host.ts';
import { mintHostToken } from './mint-host-token.ts';
import { StoryDesk } from './story-desk.ts';

/** Both back offices of the demo: the Bootstrap 3 one with hostile CSS, and the React one. */
export interface Hosts {
  bootstrap: Host;
  react: Host;
}

/** Makes both hosts from the built pages in dist/demo; `node embed-demo/build.mjs` builds them. */
export function createHosts(options: { engageUrl: string; embedSecret: string; folder?: string; world?: { posUrl: string; phoneUrl: string } | null }): Hosts {
  const folder = options.folder ?? new URL('../../dist/demo/', import.meta.url).pathname;
  const require = createRequire(import.meta.url);
  const { engageUrl, embedSecret, world = null } = options;
  const teller = demoStaff().find(({ role, scope }) => role === 'renewal' && 'all' in scope);
  // one story, whichever of the two it is told in
  const story =
    world === null || teller === undefined
      ? null
      : new StoryDesk({ engageUrl: new URL(engageUrl).origin, ...world, token: () => mintHostToken(teller, embedSecret) });
  const shared = { engageUrl, embedSecret, world, story };
  return {
    bootstrap: createHost({
      ...shared,
      name: 'bootstrap',
      folder: join(folder, 'bootstrap'),
      mounts: {
        bootstrap: join(dirname(require.resolve('bootstrap/package.json')), 'dist'),
        jquery: join(dirname(require.resolve('jquery/package.json')), 'dist'),
      },
      paths: ['/', '/outlets', '/support', '/renewals', '/pos'],
    }),
    react: createHost({ ...shared, name: 'react', folder: join(folder, 'react'), paths: ['*'] }),
  };
}

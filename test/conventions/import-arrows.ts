import type { Rule } from './rule.ts';
import type { SourceFile } from './source-file.ts';
import type { SourceTree } from './source-tree.ts';

const order = ['platform', 'access', 'outlets', 'contacts', 'messages', 'sla', 'tickets', 'renewals', 'csat', 'leads', 'analytics', 'whatsapp'];
const peopleAndOtherDoors = /^(?:api|webhook|handlers|schedules)$/;
const talksToServer = /^widgets\/core\/(?:api|connection|live|host-session)\.ts$/;

/** Who may import whom (ARCHITECTURE.md). */
export const importArrows: Rule = {
  name: 'imports follow the arrows',
  check: (tree) =>
    [...tree.files.values()]
      .filter((file) => /\.tsx?$/.test(file.path) && ['types', 'server', 'widgets', 'embed-demo'].includes(file.folder))
      .flatMap((file) => file.imports.map((line) => fault(tree, file, line.specifier, line.isType)).filter((sentence) => sentence !== undefined)),
  wrong: [
    { files: { 'types/a.ts': `import { b } from '../server/b.ts';`, 'server/b.ts': '' }, says: /types\/a\.ts.*only zod and other types/ },
    { files: { 'types/a.ts': `import { html } from 'lit';` }, says: /only zod/ },
    { files: { 'server/contacts/a.ts': `import { b } from '../tickets/b.ts';`, 'server/tickets/b.ts': '' }, says: /contacts.*left of.*tickets/ },
    {
      files: { 'server/tickets/a.ts': `import { model } from '../contacts/model.ts';`, 'server/contacts/model.ts': '' },
      says: /verbs and decisions of contacts/,
    },
    { files: { 'server/tickets/a.ts': `import { api } from './api.ts';`, 'server/tickets/api.ts': '' }, says: /door/ },
    { files: { 'server/tickets/a.ts': `import { may } from './policy.ts';`, 'server/tickets/policy.ts': '' }, says: /only api\.ts asks policy/ },
    { files: { 'server/tickets/a.ts': `import { app } from '../app.ts';`, 'server/app.ts': '' }, says: /app\.ts/ },
    { files: { 'server/tickets/a.ts': `import { q } from '../../test/support/q.ts';`, 'test/support/q.ts': '' }, says: /never imports test/ },
    { files: { 'widgets/inbox/a.ts': `import '../ticket-panel/b.ts';`, 'widgets/ticket-panel/b.ts': '' }, says: /widgets never import each other/ },
    { files: { 'widgets/ui/a.ts': `import '../inbox/b.ts';`, 'widgets/inbox/b.ts': '' }, says: /widgets\/ui\/a\.ts/ },
    { files: { 'widgets/ui/a.ts': `import { api } from '../core/api.ts';`, 'widgets/core/api.ts': '' }, says: /without server/ },
    { files: { 'widgets/core/a.ts': `import '../ui/b.ts';`, 'widgets/ui/b.ts': '' }, says: /widgets\/core\/a\.ts/ },
    { files: { 'widgets/core/live.ts': `import type { A } from '../../server/api.ts';`, 'server/api.ts': '' }, says: /widgets\/core\/api\.ts alone/ },
    { files: { 'widgets/core/api.ts': `import { A } from '../../server/api.ts';`, 'server/api.ts': '' }, says: /import type/ },
    { files: { 'widgets/inbox/part.ts': `import { api } from '../core/api.ts';`, 'widgets/core/api.ts': '' }, says: /only the store/ },
    { files: { 'embed-demo/hosts/a.ts': `import '../../widgets/inbox/inbox.ts';`, 'widgets/inbox/inbox.ts': '' }, says: /widgets\/index\.ts/ },
    { files: { 'embed-demo/hosts/a.ts': `import '../../server/config.ts';`, 'server/config.ts': '' }, says: /embed-demo\/hosts\/a\.ts/ },
    { files: { 'server/tickets/a.ts': `export { b } from './missing.ts';` }, says: /no such file/ },
  ],
  right: [
    {
      'server/whatsapp/handlers.ts': `import { receive } from '../tickets/receive.ts';`,
      'server/tickets/receive.ts': `import type { T } from '../../types/t.ts';`,
      'types/t.ts': `import { z } from 'zod';`,
    },
    {
      'widgets/inbox/inbox-store.ts': `import { api } from '../core/api.ts';`,
      'widgets/core/api.ts': `import type { A } from '../../server/api.ts';`,
      'server/api.ts': '',
    },
    { 'embed-demo/hosts/a.ts': `import { configure } from '../../widgets/index.ts';`, 'widgets/index.ts': '' },
  ],
};

function fault(tree: SourceTree, file: SourceFile, specifier: string, isType: boolean): string | undefined {
  const target = tree.resolve(file.path, specifier);
  const no = (why: string): string => `${file.path} imports ${target ?? specifier}: ${why}`;
  if (target === undefined) return file.folder === 'types' && specifier !== 'zod' ? no('types/ imports only zod and other types') : undefined;
  if (/\.tsx?$/.test(target) && !tree.files.has(target)) return no('no such file');
  if (file.isTest) return undefined;
  const to = target.split('/')[0] ?? '';
  if (to === 'test') return no('code never imports test/');
  if (file.folder === 'types') return to === 'types' ? undefined : no('types/ imports only zod and other types');
  if (file.folder === 'server') return serverFault(file, target, to, no);
  if (file.folder === 'widgets') return widgetFault(file, target, to, isType, no);
  return to === 'embed-demo' || to === 'types' || target === 'widgets/index.ts'
    ? undefined
    : no('embed-demo uses the public API only: widgets/index.ts and types/');
}

function serverFault(file: SourceFile, target: string, to: string, no: (why: string) => string): string | undefined {
  if (to === 'types') return undefined;
  if (to !== 'server') return no('the server imports server/ and types/ only');
  const [, domain = '', ...below] = file.path.split('/');
  const [, targetDomain = '', ...targetBelow] = target.split('/');
  if (below.length === 0) return undefined;
  if (targetBelow.length === 0) return targetDomain === 'config.ts' ? undefined : no(`${targetDomain} stands above the domains`);
  const name = (targetBelow.at(-1) ?? '').replace(/\.ts$/, '');
  const isDoor = peopleAndOtherDoors.test(file.name);
  if (domain === targetDomain) {
    if (peopleAndOtherDoors.test(name)) return no('a door is opened from outside, nothing inside the domain imports it');
    if (name === 'policy' && file.name !== 'api' && file.name !== 'view') return no('only api.ts asks policy.ts');
    if (file.name === 'model' && name !== 'model') return no('a model imports no verbs');
    return undefined;
  }
  const [from, wanted] = [order.indexOf(domain), order.indexOf(targetDomain)];
  if (from === -1 || wanted === -1) return no(`the domains are ${order.join(', ')}`);
  if (wanted > from) return no(`${domain} stands left of ${targetDomain}, and imports go to the left`);
  if (isDoor && name === 'policy') return no(`policy.ts of ${targetDomain} is its own`);
  if (/^(?:api|webhook|handlers|schedules|policy|model)$/.test(name) && targetDomain !== 'platform')
    return no(`import only verbs and decisions of ${targetDomain} (and its *-types)`);
  return undefined;
}

function widgetFault(file: SourceFile, target: string, to: string, isType: boolean, no: (why: string) => string): string | undefined {
  const [, part = ''] = file.path.split('/');
  if (to === 'types') return undefined;
  if (to === 'server') {
    if (target !== 'server/api.ts' || file.path !== 'widgets/core/api.ts') return no('widgets/core/api.ts alone knows the server, by its type AppRouter');
    return isType ? undefined : no('import type { AppRouter }, nothing else');
  }
  if (to !== 'widgets') return no('widgets import widgets/ and types/ only');
  const [, targetPart = ''] = target.split('/');
  if (part.endsWith('.ts') || part === 'gallery' || targetPart === part)
    return part === 'gallery' || part.endsWith('.ts') ? undefined : storeFault(file, target, isType, no);
  const allowed: Record<string, string[]> = { theme: [], core: ['theme'], ui: ['core', 'theme'] };
  if (!(allowed[part] ?? ['ui', 'core', 'theme']).includes(targetPart)) {
    return no(part in allowed ? `widgets/${part} imports ${['types', ...(allowed[part] ?? [])].join(', ')}` : 'widgets never import each other');
  }
  if (part === 'ui' && talksToServer.test(target)) return no('building blocks are without server');
  return storeFault(file, target, isType, no);
}

/** Inside a widget only the store talks to the server; the element hands it the connection. */
function storeFault(file: SourceFile, target: string, isType: boolean, no: (why: string) => string): string | undefined {
  const [, part = ''] = file.path.split('/');
  if (['core', 'ui', 'theme'].includes(part) || isType || !talksToServer.test(target)) return undefined;
  return file.name.endsWith('-store') ? undefined : no('only the store talks to the server');
}

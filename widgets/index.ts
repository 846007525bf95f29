/**
 * The bundle: registers every public element and exports `configure()`. Each element fetches its own code when it first
 * appears on the page.
 */
import { tag } from './core/tag.ts';
import { widgetShell } from './core/widget-shell.ts';

export { configure } from './core/configure.ts';
export type { EngageConfiguration, EngageEvents } from '../types/embed.ts';

const everyWidget = ['server', 'token', 'locale', 'theme', 'density', 'palette', 'time-zone'];
const everyWidgetProperty = ['server', 'token', 'getToken', 'locale', 'theme', 'density', 'palette', 'timeZone'];

widgetShell({
  name: 'inbox',
  attributes: [...everyWidget, 'ticket', 'view'],
  properties: [...everyWidgetProperty, 'ticket', 'view'],
  parts: ['frame'],
  inside: tag('inbox'),
  load: () => import('./inbox/inbox.ts'),
});

widgetShell({
  name: 'ticket-panel',
  attributes: [...everyWidget, 'ticket', 'outlet'],
  properties: [...everyWidgetProperty, 'ticket', 'outlet'],
  parts: ['frame'],
  inside: tag('ticket-panel'),
  load: () => import('./ticket-panel/ticket-panel.ts'),
});

widgetShell({
  name: 'renewal-console',
  attributes: [...everyWidget, 'outlet', 'renewal', 'view'],
  properties: [...everyWidgetProperty, 'outlet', 'renewal', 'view'],
  parts: ['frame'],
  inside: tag('renewal-console'),
  load: () => import('./renewal-console/renewal-console.ts'),
});

widgetShell({
  name: 'outlet-card',
  attributes: [...everyWidget, 'outlet'],
  properties: [...everyWidgetProperty, 'outlet'],
  parts: ['frame'],
  inside: tag('outlet-card'),
  load: () => import('./outlet-card/outlet-card.ts'),
});

widgetShell({
  name: 'pos-sync',
  attributes: everyWidget,
  properties: everyWidgetProperty,
  parts: ['frame'],
  inside: tag('pos-sync'),
  load: () => import('./pos-sync/pos-sync.ts'),
});

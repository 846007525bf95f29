/** Parts of the console that are fetched when they are first looked at. */
export const laterLoads = {
  tasks: () => import('./task-board.ts'),
  risk: () => import('./risk-board.ts'),
  settings: () => import('../ui/renewal/renewal-settings.ts'),
  templates: () => import('../ui/renewal/template-registry.ts'),
  detail: () => import('../ui/renewal/renewal-detail.ts'),
  drawer: () => import('../ui/drawer.ts'),
  send: () => import('./send-dialog.ts'),
  keys: () => import('./console-keys.ts'),
} as const;

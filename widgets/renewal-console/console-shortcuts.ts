import type { RenewalRows } from './renewal-rows.ts';

/** What the shortcuts are about. */
export interface ShortcutTargets {
  rows: RenewalRows;
  send: () => void;
  search: () => void;
  help: () => void;
}

/** What single keys do while the list has the focus; console-keys.ts tells the person. */
export function consoleShortcuts({ rows, send, search, help }: ShortcutTargets): Record<string, () => void> {
  return {
    j: () => rows.step(1),
    k: () => rows.step(-1),
    ArrowDown: () => rows.step(1),
    ArrowUp: () => rows.step(-1),
    x: () => rows.toggle(),
    X: () => rows.toggle(true),
    p: () => rows.choosePerson(),
    s: send,
    '/': search,
    '?': help,
  };
}

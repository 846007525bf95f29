/** What this page was told, for where the browser refuses storage. */
const told = new Map<string, boolean>();

const keyOf = (owner: string): string => `engage:shortcuts:${owner}`;

/**
 * Whether somebody wants shortcuts of a single key (WCAG 2.1.4): on unless turned off in the keyboard help. Kept on this device, in
 * localStorage under `engage:shortcuts:<server>:<user id>`.
 */
export const keyPreference = {
  areOn(owner: string): boolean {
    try {
      return told.get(owner) ?? localStorage.getItem(keyOf(owner)) !== 'off';
    } catch {
      return true;
    }
  },

  turn(owner: string, areOn: boolean): void {
    told.set(owner, areOn);
    try {
      localStorage.setItem(keyOf(owner), areOn ? 'on' : 'off');
    } catch {
      // refused: remembered until the page is left
    }
  },
};

import { expect, waitUntil } from '@open-wc/testing';
import { findDeep } from './find-deep.ts';

/** Opens each dialog of a sheet of the gallery (`data-dialog`), reads it with axe, and closes it. Answers how many there were. */
export async function checkDialogs(sheet: HTMLElement): Promise<number> {
  const all = [...(sheet.shadowRoot?.querySelectorAll<HTMLElement>('[data-dialog]') ?? [])];
  for (const one of all) {
    const dialog = one.lastElementChild;
    const name = one.dataset['dialog'];
    if (!(dialog instanceof HTMLElement)) throw new Error(`${name} has no dialog`);
    one.querySelector<HTMLElement>('engage-button')?.click();
    const inner = (): HTMLDialogElement | null => findDeep<HTMLDialogElement>(dialog, 'dialog');
    await waitUntil(() => inner()?.open, `${name} opens`);
    await expect(dialog).to.be.accessible();
    findDeep(dialog, 'engage-dialog')?.dispatchEvent(new CustomEvent('close', { bubbles: true, composed: true }));
    await waitUntil(() => !inner()?.open, `${name} closes`);
  }
  return all.length;
}

import type { Locator } from 'playwright-core';

/** Chooses a view of an inbox: in the rail where there is room for one, in the menu where there is not. */
export async function openView(inbox: Locator, name: string): Promise<void> {
  await inbox.getByRole('option').first().waitFor();
  const inRail = inbox.getByRole('navigation').getByRole('button', { name: new RegExp(`^${name}`) });
  if ((await inRail.count()) > 0 && (await inRail.isVisible())) return inRail.click();
  await inbox
    .getByRole('button', { name: /^(Mine|Unassigned|All open|Waiting|No outlet|Done)/ })
    .first()
    .click();
  await inbox
    .getByRole('menuitemradio', { name: new RegExp(`^${name}`) })
    .or(inbox.getByRole('menuitem', { name: new RegExp(`^${name}`) }))
    .first()
    .click();
}

/** Scrolls a row of views so far that the current one is seen; the page itself stays where it is. */
export function showCurrent(row: Element | null): void {
  const current = row?.querySelector('[aria-current]');
  if (!row || !current) return;
  const [outer, inner] = [row.getBoundingClientRect(), current.getBoundingClientRect()];
  if (inner.left < outer.left) row.scrollBy(inner.left - outer.left, 0);
  else if (inner.right > outer.right) row.scrollBy(inner.right - outer.right, 0);
}

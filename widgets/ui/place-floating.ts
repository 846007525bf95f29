/** Where a floating box goes, seen from its anchor. `start`/`end` follow the direction of text. */
export type Placement = 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end' | 'top' | 'bottom';

const GAP = 4;
const MARGIN = 8;

/**
 * Puts a box of the top layer beside its anchor: flips when there is no room, shifts to stay in the window, limits its height.
 * Through the CSSOM, so a strict style policy does not mind. The answer stops following the anchor.
 */
export function placeFloating(anchor: Element, box: HTMLElement, placement: Placement, isSameWidth = false): () => void {
  const place = (): void => {
    const at = anchor.getBoundingClientRect();
    const { style } = box;
    style.position = 'fixed';
    style.inset = 'auto';
    style.margin = '0';
    if (isSameWidth) style.minInlineSize = `${at.width}px`;
    style.maxBlockSize = '';
    const size = { width: box.offsetWidth, height: box.offsetHeight };
    const below = innerHeight - at.bottom - GAP - MARGIN;
    const above = at.top - GAP - MARGIN;
    const wantsTop = placement.startsWith('top');
    const isAbove = wantsTop ? size.height <= above || above > below : size.height > below && above > below;
    const room = Math.max(80, isAbove ? above : below);
    if (size.height > room) style.maxBlockSize = `${room}px`;
    const height = Math.min(size.height, room);
    const isRightToLeft = getComputedStyle(anchor).direction === 'rtl';
    const edge = placement.split('-')[1];
    const left = edge === undefined ? at.left + (at.width - size.width) / 2 : (edge === 'end') !== isRightToLeft ? at.right - size.width : at.left;
    style.top = `${Math.round(isAbove ? at.top - GAP - height : at.bottom + GAP)}px`;
    style.left = `${Math.round(Math.max(MARGIN, Math.min(left, innerWidth - size.width - MARGIN)))}px`;
  };
  place();
  addEventListener('scroll', place, { capture: true, passive: true });
  addEventListener('resize', place);
  const watcher = new ResizeObserver(place);
  watcher.observe(box);
  return () => {
    removeEventListener('scroll', place, { capture: true });
    removeEventListener('resize', place);
    watcher.disconnect();
  };
}

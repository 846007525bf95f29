/**
 * What a key pressed inside the widget is meant for: `typing` into a field, something `elsewhere` (another part took it, it
 * belongs to the browser, a dialog or menu is open), or nothing in particular: then it may be a shortcut.
 */
export function focusOf(event: KeyboardEvent): 'typing' | 'elsewhere' | 'free' {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return 'elsewhere';
  const path = event.composedPath().filter((node) => node instanceof HTMLElement);
  if (path.some((node) => node.matches('dialog') || (node.popover !== null && node.matches(':popover-open')))) return 'elsewhere';
  return path[0]?.isContentEditable || path[0]?.matches('input, textarea, select') ? 'typing' : 'free';
}

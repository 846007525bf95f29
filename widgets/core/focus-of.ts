/** Where a letter is text or chooses something. The list of tickets is a listbox too, but its rows are what shortcuts are about. */
const TAKES_KEYS = 'input, textarea, select, [role=menu], [role=listbox], [role=combobox], [role=textbox], [data-part=composer]';

/**
 * What a key pressed inside the widget is meant for: `typing` into a field or the composer, something `elsewhere` (another part took it,
 * it belongs to the browser, a dialog or menu is open, it scrolls the thread), or nothing in particular: then it may be a shortcut.
 */
export function focusOf(event: KeyboardEvent): 'typing' | 'elsewhere' | 'free' {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return 'elsewhere';
  const path = event.composedPath().filter((node) => node instanceof HTMLElement);
  const [from] = path;
  if (path.some((node) => node.matches('dialog') || (node.popover !== null && node.matches(':popover-open')))) return 'elsewhere';
  if (event.key.startsWith('Arrow') && from?.matches('[role=region]')) return 'elsewhere';
  const isInList = path.some((node) => node.matches('[data-part=list]'));
  return from?.isContentEditable || (!isInList && path.some((node) => node.matches(TAKES_KEYS))) ? 'typing' : 'free';
}

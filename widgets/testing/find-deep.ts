/** The first element matching a selector below a node, through open shadow roots; null when there is none. */
export function findDeep<Found extends Element = HTMLElement>(root: ParentNode, selector: string): Found | null {
  return allDeep<Found>(root, selector).next().value ?? null;
}

function* allDeep<Found extends Element>(root: ParentNode, selector: string): Generator<Found, undefined> {
  if (root instanceof Element && root.shadowRoot) yield* allDeep<Found>(root.shadowRoot, selector);
  for (const element of root.querySelectorAll<Found>('*')) {
    if (element.matches(selector)) yield element;
    if (element.shadowRoot) yield* allDeep<Found>(element.shadowRoot, selector);
  }
  return undefined;
}

/** What a person reads below a node, through open shadow roots and slots, white space folded. */
export function textOf(root: Node): string {
  return [...pieces(root)].join(' ').replace(/\s+/g, ' ').trim();
}

function* pieces(node: Node): Generator<string> {
  if (node instanceof Text) {
    yield node.data;
    return;
  }
  if (
    node instanceof Element &&
    (node.matches('style, script, [hidden], [aria-hidden=true]') || (node instanceof HTMLElement && node.popover !== null && !node.matches(':popover-open')))
  )
    return;
  if (node instanceof HTMLSlotElement && node.assignedNodes().length) {
    for (const assigned of node.assignedNodes()) yield* pieces(assigned);
    return;
  }
  const children = node instanceof Element && node.shadowRoot ? node.shadowRoot.childNodes : node.childNodes;
  for (const child of children) yield* pieces(child);
}

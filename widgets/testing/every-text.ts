/** Every piece of text that is drawn below an element, through open shadow roots, white space folded. */
export function everyText(element: HTMLElement): string[] {
  return roots(element).flatMap((root) =>
    [...root.querySelectorAll(':not(style, script)')].flatMap((one) =>
      [...one.childNodes].filter((node) => node instanceof Text).flatMap((node) => node.data.trim().replace(/\s+/g, ' ') || []),
    ),
  );
}

function roots(element: HTMLElement): ParentNode[] {
  const below = (root: ParentNode): ParentNode[] => [
    root,
    ...[...root.querySelectorAll('*')].flatMap((one) => (one.shadowRoot === null ? [] : below(one.shadowRoot))),
  ];
  return element.shadowRoot === null ? [] : below(element.shadowRoot);
}

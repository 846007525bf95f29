/** Whether an event of Engage comes from this element, and not from another widget on the page. */
export function isOfElement(event: Event, tag: string): boolean {
  return event.composedPath().some((target) => target instanceof Element && target.localName === tag);
}

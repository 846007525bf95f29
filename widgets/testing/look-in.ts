import { waitUntil } from '@open-wc/testing';
import { findDeep } from './find-deep.ts';
import { textOf } from './text-of.ts';

/** How a test looks into the widget of the moment, through open shadow roots, as a person would. */
export interface Look {
  /** Waits until these words are somewhere, four seconds unless told otherwise. */
  shows(text: string, timeoutMs?: number): Promise<void>;
  /** Waits until they are nowhere. */
  hides(text: string, timeoutMs?: number): Promise<void>;
  /** The first that matches; throws without one. */
  find<Found extends Element = HTMLElement>(selector: string): Found;
  every(selector: string): HTMLElement[];
  /** The first button that says so; throws without one. */
  button(words: string): HTMLElement;
}

/** Looks into whatever `widget` answers at the time: tests make a new one each. */
export function lookIn(widget: () => HTMLElement): Look {
  const wait = (isSo: () => boolean, problem: string, timeout = 4_000): Promise<void> => waitUntil(isSo, problem, { timeout }).then(() => undefined);
  const every = (selector: string): HTMLElement[] => {
    const all: HTMLElement[] = [];
    const walk = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.matches(selector)) all.push(element);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    const { shadowRoot } = widget();
    if (shadowRoot) walk(shadowRoot);
    return all;
  };
  return {
    shows: (text, timeoutMs) => wait(() => textOf(widget()).includes(text), `"${text}" was never shown`, timeoutMs),
    hides: (text, timeoutMs) => wait(() => !textOf(widget()).includes(text), `"${text}" never went away`, timeoutMs),
    find: <Found extends Element>(selector: string) => {
      const found = findDeep<Found>(widget(), selector);
      if (!found) throw new Error(`${selector} is not there`);
      return found;
    },
    every,
    button: (words) => {
      const found = every('engage-button, button').find((one) => textOf(one).includes(words));
      if (!found) throw new Error(`no button says "${words}"`);
      return found;
    },
  };
}

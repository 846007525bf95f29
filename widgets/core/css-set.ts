import { noChange } from 'lit';
import { type AttributePart, Directive, type DirectiveParameters, directive } from 'lit/directive.js';

/** Style properties by name: `blockSize`, `'--at'`. An absent or undefined one is removed. */
export type CssProperties = Readonly<Record<string, string | undefined>>;

class CssSet extends Directive {
  #before: CssProperties = {};

  override render(_properties: CssProperties): typeof noChange {
    return noChange;
  }

  override update(part: AttributePart, [properties]: DirectiveParameters<this>): typeof noChange {
    const { style } = part.element as HTMLElement;
    const names = new Set([...Object.keys(this.#before), ...Object.keys(properties)]);
    for (const name of names) {
      const value = properties[name];
      if (this.#before[name] === value) continue;
      const kebab = name.startsWith('-') ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      if (value === undefined) style.removeProperty(kebab);
      else style.setProperty(kebab, value);
    }
    this.#before = properties;
    return noChange;
  }
}

/**
 * Sets dynamic style through the CSSOM, which a strict `style-src` allows; `style="…"` and Lit's styleMap are blocked there.
 * Use it as an element part: `<div ${cssSet({ blockSize: '12px' })}>`.
 */
export const cssSet: (properties: CssProperties) => unknown = directive(CssSet);

import { defineElement } from './define-element.ts';
import { page } from './page.ts';

/** A public element as the loader knows it before its code is there. */
export interface WidgetShell {
  /** public name without the prefix: `inbox` is `<engage-inbox>` */
  name: string;
  /** attributes passed on to the widget as they are */
  attributes: readonly string[];
  /** properties passed on; the widget declares the same names */
  properties: readonly string[];
  /** CSS parts of the widget that the host page may style */
  parts: readonly string[];
  /** tag of the widget inside, as its module defines it */
  inside: string;
  /** imports that module */
  load: () => Promise<unknown>;
}

let sheet: CSSStyleSheet | undefined;

/**
 * Defines the public element as a thin shell: a few hundred bytes that fetch the widget's code when the element is first
 * connected, put the widget inside a shadow root and pass attributes and properties on. Events of the widget are composed,
 * so they leave the shell as if it had fired them. No observer watches the host page.
 */
export function widgetShell(shell: WidgetShell): void {
  class Shell extends HTMLElement {
    static readonly observedAttributes = shell.attributes;
    #widget: (HTMLElement & Record<string, unknown>) | undefined;
    #held: Record<string, unknown> = {};

    constructor() {
      super();
      // properties a framework set before the element was defined sit on the instance and hide our accessors
      for (const property of shell.properties) {
        if (!Object.hasOwn(this, property)) continue;
        this.#held[property] = Reflect.get(this, property);
        Reflect.deleteProperty(this, property);
      }
    }

    connectedCallback(): void {
      if (!this.shadowRoot) this.#dress(this.attachShadow({ mode: 'open' }));
      if (this.shadowRoot && !this.#widget) this.#fetch(this.shadowRoot);
    }

    #dress(root: ShadowRoot): void {
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(
          ':host{all:initial;display:block;direction:inherit;min-block-size:0;color:inherit}:host([hidden]){display:none!important}p{margin:16px 16px 8px;font:14px/1.45 system-ui,sans-serif}button{margin:0 16px 16px;font:14px/1.45 system-ui,sans-serif}',
        );
      }
      root.adoptedStyleSheets = [sheet];
    }

    #fetch(root: ShadowRoot): void {
      root.textContent = '';
      shell.load().then(
        () => this.#mount(root),
        (reason: unknown) => this.#failed(root, reason),
      );
    }

    attributeChangedCallback(name: string, _old: string | null, value: string | null): void {
      if (this.#widget) pass(this.#widget, name, value);
    }

    #mount(root: ShadowRoot): void {
      if (this.#widget) return;
      const widget = document.createElement(shell.inside) as HTMLElement & Record<string, unknown>;
      if (shell.parts.length) widget.setAttribute('exportparts', shell.parts.join(','));
      for (const name of shell.attributes) pass(widget, name, this.getAttribute(name));
      Object.assign(widget, this.#held);
      this.#widget = widget;
      root.replaceChildren(widget);
    }

    /** The code could not be fetched: say so in plain words, with a button for another attempt. */
    #failed(root: ShadowRoot, reason: unknown): void {
      const malay = (this.getAttribute('locale') ?? page().configuration.locale ?? document.documentElement.lang).startsWith('ms');
      const text = document.createElement('p');
      text.setAttribute('role', 'alert');
      text.textContent = malay ? 'Tidak dapat dimuatkan. Semak sambungan anda.' : 'This could not be loaded. Check your connection.';
      const again = document.createElement('button');
      again.textContent = malay ? 'Cuba lagi' : 'Try again';
      again.addEventListener('click', () => this.#fetch(root));
      root.replaceChildren(text, again);
      this.dispatchEvent(new CustomEvent('engage-error', { bubbles: true, composed: true, detail: { code: 'unavailable', message: String(reason) } }));
    }

    /** @internal */
    heldProperty(name: string): unknown {
      return this.#widget ? this.#widget[name] : this.#held[name];
    }

    /** @internal */
    holdProperty(name: string, value: unknown): void {
      if (this.#widget) this.#widget[name] = value;
      else this.#held[name] = value;
    }
  }
  for (const property of shell.properties) {
    Object.defineProperty(Shell.prototype, property, {
      configurable: true,
      enumerable: true,
      get(this: Shell) {
        return this.heldProperty(property);
      },
      set(this: Shell, value: unknown) {
        this.holdProperty(property, value);
      },
    });
  }
  defineElement(`engage-${shell.name}`, Shell);
}

function pass(widget: HTMLElement, name: string, value: string | null): void {
  if (value === null) widget.removeAttribute(name);
  else widget.setAttribute(name, value);
}

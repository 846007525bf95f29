import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Placement, placeFloating } from './place-floating.ts';

interface FloatingHost extends ReactiveControllerHost, HTMLElement {
  placement: Placement;
}

/**
 * Opens and closes the `[popover]` box of an element beside its slotted trigger. The browser closes it on Escape and on a
 * click elsewhere; a click on the trigger while it is open closes it instead of closing and opening again.
 */
export class Floating implements ReactiveController {
  isOpen = false;
  readonly #host: FloatingHost;
  readonly #popup: 'menu' | 'dialog';
  #wasOpen = false;
  #hadFocus = false;
  #leave: (() => void) | undefined;

  constructor(host: FloatingHost, popup: 'menu' | 'dialog') {
    this.#host = host;
    this.#popup = popup;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.hide();
  }

  get #box(): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>('[popover]') ?? null;
  }

  get trigger(): (HTMLElement & { expanded?: boolean; popup?: string }) | null {
    return this.#host.querySelector<HTMLElement>('[slot="trigger"]');
  }

  /** For the trigger slot: tells the trigger what it opens. */
  readonly dress = (): void => {
    const { trigger } = this;
    if (!trigger) return;
    trigger.popup = this.#popup;
    trigger.expanded = this.isOpen;
  };

  readonly pointerDown = (): void => {
    this.#wasOpen = this.isOpen;
  };

  readonly toggle = (event: MouseEvent): void => {
    const isKeyboard = event.detail === 0;
    if (isKeyboard ? this.isOpen : this.#wasOpen) this.hide();
    else this.show();
    this.#wasOpen = false;
  };

  show(anchor: Element | null = this.trigger): void {
    const box = this.#box;
    if (!box || !anchor || this.isOpen) return;
    box.showPopover();
    this.#leave = placeFloating(anchor, box, this.#host.placement);
  }

  hide(): void {
    const box = this.#box;
    if (!box?.matches(':popover-open')) return;
    box.hidePopover();
    this.#giveFocusBack();
  }

  /** The browser gives focus back only to what is in the same tree; our trigger is slotted. Focus that went elsewhere stays there. */
  #giveFocusBack(): void {
    // what is hidden keeps focus until the next frame
    const isLost = document.activeElement === document.body || this.#box?.matches(':focus-within');
    if (this.#hadFocus && isLost) this.trigger?.focus();
    this.#hadFocus = false;
  }

  /** For the box, before it opens or closes. */
  readonly toggling = (event: Event): void => {
    this.#hadFocus = (event as ToggleEvent).newState === 'closed' && (this.#box?.matches(':focus-within') ?? false);
  };

  /** For the box: follows what the browser did. */
  readonly toggled = (event: Event): void => {
    this.isOpen = (event as ToggleEvent).newState === 'open';
    if (!this.isOpen) {
      this.#leave?.();
      this.#leave = undefined;
      this.#giveFocusBack();
    }
    this.dress();
    this.#host.requestUpdate();
  };
}

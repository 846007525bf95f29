import { css } from 'lit';

/** A row of a list that opens what it is about, in a `.row`: under the pointer, with the focus, and `open`. */
export const rowStyles = css`
  :host {
    display: block;
    cursor: pointer;
    outline: none;
  }
  .row {
    position: relative;
    border-block-end: 1px solid var(--e-line);
  }
  :host(:hover) .row {
    background: color-mix(in srgb, var(--e-text) 3%, transparent);
  }
  :host([open]) .row {
    background: var(--e-selected);
  }
  :host([open]) .row::before {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 3px;
    background: var(--e-accent);
    content: '';
  }
  :host(:focus-visible) .row {
    outline: 2px solid var(--e-accent);
    outline-offset: -2px;
  }
  @media (forced-colors: active) {
    :host([open]) .row::before {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;

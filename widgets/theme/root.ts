import { css } from 'lit';

/**
 * The wall between the host page and a widget: nothing inherited comes in except the direction of text and the `--engage-*`
 * properties. Adopted by public widgets only, one constructed sheet for all of them.
 */
export const root = css`
  :host {
    all: initial;
    direction: inherit;
    display: block;
    box-sizing: border-box;
    block-size: 100%;
    color-scheme: light dark;
    color: var(--e-text);
    font: 400 13px/1.45 var(--e-font);
    letter-spacing: normal;
    text-align: start;
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: 100%;
  }
  :host([data-theme='light']) {
    color-scheme: light;
  }
  :host([data-theme='dark']) {
    color-scheme: dark;
  }
  :host([hidden]) {
    display: none !important;
  }
`;

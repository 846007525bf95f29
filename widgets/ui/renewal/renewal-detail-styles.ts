import { css } from 'lit';

/** The detail of a renewal: one column below 640 px of its own width, above it what is changed stands beside what happened. */
export const renewalDetailStyles = css`
  :host {
    display: block;
    container: renewal / inline-size;
    background: var(--e-surface);
  }
  article:focus {
    outline: none;
  }
  header {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 2px 8px;
    align-items: start;
    padding: 12px 16px;
    border-block-end: 1px solid var(--e-line);
  }
  header engage-icon-button {
    margin-inline-start: -8px;
  }
  .name {
    grid-column: 2;
    min-inline-size: 0;
  }
  header:not(.with-back) .name {
    grid-column: 1 / 3;
  }
  h2 {
    font-size: 16px;
    font-weight: 600;
    line-height: 22px;
    overflow-wrap: anywhere;
  }
  h2 button {
    border-radius: 4px;
  }
  h2 button:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .muted {
    overflow-wrap: anywhere;
  }
  .state {
    margin-block-start: 2px;
  }
  dl {
    grid-template-columns: repeat(auto-fit, minmax(92px, max-content));
    grid-column: 1 / -1;
    gap: 8px 24px;
    margin-block: 8px 0;
  }
  dt {
    font-size: 12px;
  }
  dd {
    font-weight: 500;
  }
  dd small {
    display: block;
    color: var(--e-muted);
    font-size: 12.5px;
    font-weight: 400;
  }
  .banners {
    display: grid;
  }
  .block {
    border-block-end: 1px solid var(--e-line);
  }
  .next b {
    font-weight: 600;
  }
  .next p + p {
    color: var(--e-muted);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 12px;
  }
  .waiting {
    display: grid;
    gap: 12px;
    padding: 16px;
  }
  @container renewal (min-width: 640px) {
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1.35fr) minmax(250px, 1fr);
      align-items: start;
    }
    engage-renewal-sides {
      min-block-size: 100%;
      border-inline-start: 1px solid var(--e-line);
      background: var(--e-sunken);
    }
  }
`;

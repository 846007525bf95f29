import { css } from 'lit';

/** The panes of the console: the portfolio, and beside it what is open; one at a time where there is no room for both. */
export const consoleStyles = css`
  :host {
    position: relative;
    min-block-size: 420px;
  }
  .frame {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    overflow: hidden;
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius-card);
    background: var(--e-surface);
  }
  .frame.alone {
    place-items: center;
    overflow-y: auto;
  }
  .frame.beside {
    grid-template-columns: minmax(0, 1fr) 400px;
  }
  .frame.narrow {
    border-inline: 0;
    border-radius: 0;
  }
  .main {
    container: renewals / inline-size;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .frame.covered .main {
    display: none;
  }
  .detail {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
    overflow: hidden;
  }
  .beside .detail {
    border-inline-start: 1px solid var(--e-line);
  }
  .detail > * {
    flex: none;
  }
  .detail > engage-renewal-detail,
  .detail > .scroll {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  .views {
    display: flex;
    align-items: center;
    gap: 4px;
    padding-inline: 6px 8px;
    border-block-end: 1px solid var(--e-line);
  }
  nav {
    display: flex;
    flex: 1;
    min-inline-size: 0;
    overflow-x: auto;
    scrollbar-width: none;
  }
  nav button {
    position: relative;
    flex: none;
    min-block-size: 44px;
    padding-inline: 10px;
    color: var(--e-muted);
    font-weight: 500;
    white-space: nowrap;
  }
  nav button:hover {
    color: var(--e-text);
  }
  nav button[aria-current] {
    color: var(--e-text);
  }
  nav button[aria-current]::after {
    position: absolute;
    inset: auto 10px 0;
    block-size: 2px;
    border-radius: 1px;
    background: var(--e-accent);
    content: '';
  }
  nav button:focus-visible {
    outline-offset: -3px;
  }
  nav .count {
    margin-inline-start: 6px;
    color: var(--e-muted);
    font-size: 12px;
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  nav .wrong {
    margin-inline-start: 6px;
    color: var(--e-danger);
  }
  nav .wrong engage-icon {
    --size: 14px;
    vertical-align: -2px;
  }
  nav .rule {
    flex: none;
    align-self: center;
    inline-size: 1px;
    block-size: 18px;
    margin-inline: 6px;
    background: var(--e-line);
  }
  /* what can be done with what is ticked lies over the search: rows stay where they are */
  .tools {
    position: relative;
    flex: none;
  }
  .tools > [inert] {
    visibility: hidden;
  }
  engage-bulk-bar {
    position: absolute;
    inset: 0 0 auto;
    z-index: 2;
    min-block-size: 100%;
  }
  .job {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 12px;
    align-items: center;
    padding: 8px 16px;
    border-block-start: 1px solid var(--e-line);
    background: var(--e-blue-soft);
    color: var(--e-blue);
    font-variant-numeric: tabular-nums;
  }
  .job .track {
    grid-row: 2;
    block-size: 6px;
    overflow: hidden;
    border-radius: 3px;
    background: color-mix(in srgb, var(--e-blue) 20%, transparent);
  }
  .job i {
    display: block;
    block-size: 100%;
    border-radius: 3px;
    background: var(--e-blue);
    transition: inline-size 300ms ease-out;
  }
  .job .said {
    min-inline-size: 0;
  }
  .job .stop {
    grid-row: 1 / 3;
    grid-column: 2;
  }
  .fold {
    flex: none;
    max-block-size: 55%;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  engage-renewal-rows,
  engage-task-board,
  engage-risk-board {
    flex: 1;
    min-block-size: 0;
  }
  .view {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    scrollbar-width: thin;
  }
  .bones {
    display: grid;
    gap: 14px;
    padding: 16px;
  }
  @media (forced-colors: active) {
    nav button[aria-current]::after,
    .job i {
      background: Highlight;
    }
  }
`;

import { css } from 'lit';

/** One load: its facts, its counts to choose from, and the list below. */
export const runDetailStyles = css`
  :host {
    display: block;
  }
  .facts {
    display: grid;
    gap: 2px;
    padding: 14px 16px 10px;
  }
  h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    font-size: 15px;
    font-weight: 600;
  }
  .facts p,
  small {
    color: var(--e-muted);
    font-size: 12.5px;
    overflow-wrap: anywhere;
  }
  .acts {
    display: flex;
    gap: 8px;
    margin-block-start: 8px;
  }
  .parts {
    display: flex;
    gap: 6px;
    padding: 4px 16px 12px;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .parts button {
    display: grid;
    flex: 1 0 auto;
    gap: 1px;
    min-inline-size: 76px;
    padding: 7px 10px;
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius);
    text-align: start;
  }
  .parts b {
    font-size: 16px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .parts span {
    color: var(--e-muted);
    font-size: 12px;
    white-space: nowrap;
  }
  .parts button:hover:not(:disabled) {
    background: var(--e-hover);
  }
  .parts button[aria-pressed='true'] {
    border-color: var(--e-accent);
    background: var(--e-accent-soft);
  }
  .parts button[aria-pressed='true'] span {
    color: var(--e-text);
  }
  .parts button:disabled b,
  .parts button:disabled span {
    color: var(--e-muted);
    font-weight: 400;
  }
  .waiting {
    display: grid;
    gap: 14px;
    padding: 12px 16px;
  }
  ul {
    border-block-start: 1px solid var(--e-line);
  }
  li {
    padding: 9px 16px;
    border-block-end: 1px solid var(--e-line);
  }
  .line {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .line b {
    flex: 1;
    min-inline-size: 0;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .line engage-badge {
    flex: none;
  }
  code {
    font: 11.5px/16px var(--e-mono);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(72px, auto) minmax(0, 1fr);
    gap: 2px 12px;
    margin-block-start: 5px;
    font-size: 12.5px;
  }
  dt {
    color: var(--e-muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  del {
    color: var(--e-muted);
  }
  ins {
    font-weight: 500;
    text-decoration: none;
  }
  summary {
    inline-size: fit-content;
    padding-block: 3px;
    border-radius: 3px;
    color: var(--e-muted);
    font-size: 12.5px;
    cursor: pointer;
  }
  pre {
    max-block-size: 180px;
    margin-block-start: 4px;
    padding: 8px 10px;
    overflow: auto;
    border-radius: var(--e-radius);
    background: var(--e-sunken);
    font: 11.5px/16px var(--e-mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .more {
    display: grid;
    justify-items: center;
    padding: 10px;
  }
`;

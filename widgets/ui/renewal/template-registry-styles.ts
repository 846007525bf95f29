import { css } from 'lit';

/** The registry: a list and one template beside it from 860 px on, below one at a time. */
export const templateRegistryStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 100%;
    container: registry / inline-size;
    background: var(--e-surface);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 8px;
    padding: 14px 16px;
    border-block-end: 1px solid var(--e-line);
  }
  h2 {
    font-size: 16px;
    font-weight: 600;
  }
  .list {
    padding: 12px;
  }
  ul {
    display: grid;
    gap: 2px;
    margin-block-start: 8px;
  }
  .list button {
    display: grid;
    gap: 5px;
    inline-size: 100%;
    padding: 9px 10px;
    border-radius: var(--e-radius);
  }
  .list button:hover {
    background: var(--e-hover);
  }
  .list button[aria-current='true'] {
    background: var(--e-selected);
    box-shadow: inset 3px 0 0 var(--e-accent);
  }
  .list button[aria-current='true']:dir(rtl) {
    box-shadow: inset -3px 0 0 var(--e-accent);
  }
  .list b {
    font: 500 12.5px/18px var(--e-mono);
    overflow-wrap: anywhere;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .muted {
    padding: 10px;
    color: var(--e-muted);
  }
  .detail {
    padding: 14px 16px;
  }
  .back {
    margin-block-end: 10px;
    margin-inline-start: -8px;
  }
  .columns {
    flex: 1;
  }
  .columns:not(.is-open) .detail,
  .columns.is-open .list {
    display: none;
  }
  .waiting {
    display: grid;
    gap: 12px;
    padding: 16px;
  }
  @container registry (min-width: 860px) {
    .columns {
      display: grid;
      grid-template-columns: minmax(240px, 320px) minmax(0, 1fr);
    }
    .columns:not(.is-open) .detail,
    .columns.is-open .list {
      display: block;
    }
    .list {
      border-inline-end: 1px solid var(--e-line);
      background: var(--e-sunken);
    }
    .back {
      display: none;
    }
  }
`;

import { css } from 'lit';

/** What the card and its parts share: sections with a quiet heading, lists of facts, lines one can press. */
export const cardStyles = css`
  section {
    padding: 14px 16px;
    border-block-start: 1px solid var(--e-line);
  }
  h3 {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
    margin-block-end: 6px;
    color: var(--e-muted);
    font-size: 12px;
    font-weight: 600;
  }
  h3 .count {
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .muted {
    color: var(--e-muted);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(72px, 92px) minmax(0, 1fr);
    gap: 6px 8px;
    align-items: baseline;
    margin: 0;
  }
  dt {
    color: var(--e-muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .soon {
    color: var(--e-amber);
    font-weight: 500;
  }
  .over {
    color: var(--e-danger);
    font-weight: 500;
  }
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 1px 10px;
    align-items: center;
    inline-size: calc(100% + 16px);
    margin-inline: -8px;
    padding: 7px 8px;
    border-radius: var(--e-radius);
  }
  button.line:hover {
    background: var(--e-hover);
  }
  .line b {
    overflow: hidden;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .line span {
    grid-row: 2;
    color: var(--e-muted);
    font-size: 12px;
  }
  .line engage-badge {
    grid-row: 1 / 3;
    grid-column: 2;
  }
  code {
    font: 11.5px/16px var(--e-mono);
  }
`;

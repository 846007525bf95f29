import { css } from 'lit';

/** What the card and its parts share besides facts: lines one can press. */
export const cardStyles = css`
  section {
    border-block-start: 1px solid var(--e-line);
  }
  h3 .count {
    font-weight: 400;
    font-variant-numeric: tabular-nums;
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

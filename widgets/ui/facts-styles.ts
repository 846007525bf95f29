import { css } from 'lit';

/** What stands beside a record has in common: quiet headings with an act at their end, lists of facts, and how near a day is. */
export const factsStyles = css`
  section {
    padding: 14px 16px;
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
  .muted,
  dt {
    color: var(--e-muted);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(72px, 92px) minmax(0, 1fr);
    gap: 6px 8px;
    align-items: baseline;
    margin: 0;
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
`;

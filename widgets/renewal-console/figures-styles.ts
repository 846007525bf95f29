import { css } from 'lit';

/** The figures: a strip, and below it the bars and the chart. */
export const figuresStyles = css`
  :host {
    display: block;
    border-block-end: 1px solid var(--e-line);
  }
  .strip {
    display: grid;
    grid-template-columns: minmax(300px, 1.9fr) repeat(4, minmax(0, 1fr));
  }
  .rate {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px 14px;
    align-items: center;
    min-inline-size: 0;
    padding: 10px 16px;
  }
  .share {
    font-size: 26px;
    font-weight: 600;
    letter-spacing: -0.02em;
    line-height: 30px;
    font-variant-numeric: tabular-nums;
  }
  .what {
    min-inline-size: 0;
    line-height: 16px;
  }
  .what b {
    font-weight: 600;
  }
  .narrowed {
    color: var(--e-blue);
    font-size: 12px;
  }
  .small {
    display: block;
    color: var(--e-muted);
    font-size: 12px;
    line-height: 16px;
  }
  .goal {
    position: relative;
    grid-column: 1 / -1;
    block-size: 8px;
    margin-block: 3px 2px;
    border-radius: 4px;
    background: var(--e-line);
  }
  .goal i {
    display: block;
    block-size: 100%;
    border-radius: 4px;
    background: var(--e-amber);
    transition: inline-size var(--e-quick) ease-out;
  }
  .goal.reached i {
    background: var(--e-green);
  }
  .goal::after {
    position: absolute;
    inset-block: -3px;
    inset-inline-start: var(--goal);
    inline-size: 2px;
    margin-inline-start: -1px;
    border-radius: 1px;
    background: var(--e-text);
    box-shadow: 0 0 0 1.5px var(--e-surface);
    content: '';
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    gap: 0 14px;
    justify-content: space-between;
    color: var(--e-muted);
    font-size: 12px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
  }
  .figure {
    position: relative;
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: 1px;
    min-inline-size: 0;
    padding: 10px 14px;
    border-inline-start: 1px solid var(--e-line);
  }
  .figure:hover {
    background: var(--e-hover);
  }
  .figure[aria-pressed='true'] {
    background: var(--e-selected);
  }
  .figure:focus-visible {
    outline-offset: -2px;
  }
  .figure .label {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--e-muted);
    font-size: 12px;
  }
  .figure .label::before {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 2px;
    background: var(--e-muted);
    content: '';
  }
  .figure.due .label::before {
    background: var(--e-blue);
  }
  .figure.overdue .label::before {
    background: var(--e-amber);
  }
  .figure.recovered .label::before {
    background: var(--e-green);
  }
  .figure.lost .label::before {
    background: var(--e-danger);
  }
  .figure .count {
    font-size: 18px;
    font-weight: 600;
    line-height: 24px;
    font-variant-numeric: tabular-nums;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .panels {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1.5fr);
    border-block-start: 1px solid var(--e-line);
  }
  section {
    min-inline-size: 0;
    padding: 10px 16px 12px;
  }
  section + section,
  section + engage-week-chart {
    border-inline-start: 1px solid var(--e-line);
  }
  engage-week-chart,
  .wait {
    min-inline-size: 0;
    padding: 10px 16px 12px;
  }
  h2 {
    margin-block-end: 4px;
    font-size: 12.5px;
    font-weight: 600;
  }
  .bar {
    display: grid;
    grid-template-columns: 96px minmax(24px, 1fr) 30px minmax(0, 80px);
    gap: 8px;
    align-items: center;
    inline-size: calc(100% + 12px);
    min-block-size: 26px;
    margin-inline: -6px;
    padding-inline: 6px;
    border-radius: 5px;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  .bar:hover:not(:disabled) {
    background: var(--e-hover);
  }
  .bar[aria-pressed='true'] {
    background: var(--e-selected);
    font-weight: 600;
  }
  .bar:disabled {
    color: var(--e-muted);
    cursor: default;
  }
  .bar .track {
    block-size: 8px;
    border-radius: 4px;
    background: var(--e-sunken);
  }
  .bar i {
    display: block;
    min-inline-size: 3px;
    block-size: 100%;
    border-radius: 4px;
    background: var(--e-blue);
  }
  .late .bar i {
    background: var(--e-amber);
  }
  .late .bar:last-child i {
    background: var(--e-danger);
  }
  .bar b {
    font-weight: 600;
    text-align: end;
  }
  .bar .money {
    color: var(--e-muted);
    text-align: end;
  }
  .strip .bones {
    min-block-size: 84px;
    gap: 6px 14px;
  }
  .bones .wide {
    grid-column: 1 / -1;
  }
  .panels.bones section {
    display: grid;
    gap: 14px;
    align-content: start;
    min-block-size: 154px;
  }
  .sorry {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 10px 16px;
    color: var(--e-muted);
  }
  @container renewals (max-width: 1099px) {
    .strip {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
    .rate {
      grid-column: 1 / -1;
      border-block-end: 1px solid var(--e-line);
    }
    .figure:nth-child(2) {
      border-inline-start: 0;
    }
    .panels {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .panels > :nth-child(3) {
      grid-column: 1 / -1;
      border-block-start: 1px solid var(--e-line);
      border-inline-start: 0;
    }
  }
  @container renewals (max-width: 599px) {
    .rate {
      padding: 8px 12px;
    }
    .strip {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .strip.brief .figure {
      display: none;
    }
    .strip.brief .rate {
      border: 0;
    }
    .figure {
      padding: 8px 12px;
    }
    .figure:nth-child(even) {
      border-inline-start: 0;
    }
    .figure:nth-child(n + 4) {
      border-block-start: 1px solid var(--e-line);
    }
    .panels {
      grid-template-columns: minmax(0, 1fr);
    }
    .panels > * + * {
      border-block-start: 1px solid var(--e-line);
      border-inline-start: 0 !important;
    }
    section,
    engage-week-chart {
      padding-inline: 12px;
    }
  }
  @media (forced-colors: active) {
    .goal,
    .bar .track {
      border: 1px solid CanvasText;
    }
    .goal i,
    .bar i,
    .figure .label::before {
      background: Highlight !important;
      forced-color-adjust: none;
    }
    .goal::after {
      background: CanvasText;
    }
  }
`;

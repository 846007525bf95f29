import { css } from 'lit';

/** The weekly chart. */
export const chartStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 12px;
    min-block-size: 22px;
    margin-block-end: 4px;
  }
  h2 {
    font-size: 12.5px;
    font-weight: 600;
  }
  .legend {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 10px;
    color: var(--e-muted);
    font-size: 12px;
  }
  .legend span {
    display: inline-flex;
    align-items: center;
    gap: 5px;
  }
  .legend span::before {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 2px;
    background: var(--tone);
    content: '';
  }
  /* green is what we recovered, red what is lost, as in the figures above */
  .paidAlone {
    --tone: color-mix(in srgb, var(--e-muted) 75%, var(--e-surface));
  }
  .recovered {
    --tone: var(--e-green);
  }
  .open {
    --tone: var(--e-line-strong);
  }
  .lost {
    --tone: var(--e-danger);
  }
  .plot {
    position: relative;
    border-radius: 4px;
  }
  svg {
    display: block;
    inline-size: 100%;
    block-size: 88px;
    overflow: visible;
  }
  svg:dir(rtl) {
    transform: scaleX(-1);
  }
  rect {
    fill: var(--tone);
    stroke: var(--e-surface);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }
  line {
    stroke: var(--e-line);
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }
  .at {
    fill: var(--e-hover);
    stroke: none;
  }
  .graph {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 6px;
    margin-block-start: 8px;
  }
  .axis {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    margin-block: -7px;
    color: var(--e-muted);
    font-size: 12px;
    line-height: 14px;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  .weeks {
    display: flex;
    justify-content: space-between;
    margin-block-start: 7px;
    color: var(--e-muted);
    font-size: 11.5px;
    line-height: 14px;
  }
  .tip {
    position: absolute;
    z-index: 3;
    inset-block-start: -4px;
    inline-size: max-content;
    max-inline-size: 190px;
    padding: 5px 9px;
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius);
    background: var(--e-raised);
    box-shadow: var(--e-shadow);
    font-size: 12px;
    line-height: 17px;
    pointer-events: none;
  }
  .tip.after {
    inset-inline-start: calc(var(--at) + 16px);
  }
  .tip.before {
    inset-inline-end: calc(100% - var(--at) + 16px);
  }
  .tip b {
    font-weight: 600;
  }
  .tip span {
    display: flex;
    align-items: center;
    gap: 6px;
    font-variant-numeric: tabular-nums;
  }
  .tip span::before {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 2px;
    background: var(--tone);
    content: '';
  }
  .tip i {
    margin-inline-start: auto;
    font-style: normal;
  }
  .table {
    max-block-size: 118px;
    overflow: auto;
    scrollbar-width: thin;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 12px;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 2px 6px;
    border-block-end: 1px solid var(--e-line);
    font-weight: 400;
    text-align: end;
    white-space: nowrap;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--e-surface);
    color: var(--e-muted);
  }
  th:first-child {
    text-align: start;
  }
  .none {
    color: var(--e-muted);
    font-size: 12px;
  }
  @media (forced-colors: active) {
    rect {
      stroke: Canvas;
      forced-color-adjust: none;
    }
  }
`;

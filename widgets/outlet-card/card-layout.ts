import { css } from 'lit';

/** The card: one column beside a record, two where there is room. */
export const cardLayout = css`
  :host {
    container-type: inline-size;
  }
  .frame {
    position: relative;
    max-block-size: 100%;
    overflow: hidden auto;
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius-card);
    background: var(--e-surface);
  }
  .columns > div:first-child > section:first-child {
    border-block-start: 0;
  }
  .franchise {
    color: var(--e-muted);
    font-size: 12px;
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 10px;
    align-items: center;
    margin-block-end: 10px;
  }
  h2 {
    overflow-wrap: anywhere;
    font-size: 16px;
    font-weight: 600;
    line-height: 22px;
  }
  .facts engage-banner {
    display: block;
    margin-block-end: 10px;
  }
  ul {
    display: grid;
  }
  li + li {
    border-block-start: 1px solid var(--e-line);
  }
  .first {
    margin-block-start: 10px;
  }
  details {
    margin-block-start: 8px;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 4px;
    padding-block: 4px;
    border-radius: var(--e-radius);
    color: var(--e-muted);
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  details[open] summary engage-icon {
    rotate: 90deg;
  }
  .rejected {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 4px 10px;
    padding-block: 6px;
  }
  .rejected bdi {
    overflow-wrap: anywhere;
  }
  .waiting {
    display: grid;
    gap: 12px;
    padding: 16px;
  }
  @container (min-width: 720px) {
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
    }
    .columns > div + div {
      border-inline-start: 1px solid var(--e-line);
    }
    .columns > div > section:first-child {
      border-block-start: 0;
    }
  }
`;

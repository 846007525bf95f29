import { css } from 'lit';

/** The page of the POS sync: how it stands, then its loads beside what one of them did, or the data quality. */
export const posStyles = css`
  :host {
    position: relative;
    min-block-size: 420px;
  }
  .frame {
    position: absolute;
    inset: 0;
    container: pos / inline-size;
    overflow: hidden auto;
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius-card);
    background: var(--e-sunken);
    scrollbar-width: thin;
  }
  .centre {
    display: grid;
    min-block-size: 100%;
    place-items: center;
  }
  .page {
    display: flex;
    flex-direction: column;
    min-block-size: 100%;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 10px 16px;
    padding: 16px 16px 12px;
  }
  .head div {
    flex: 1 1 240px;
    min-inline-size: 0;
  }
  h2 {
    font-size: 17px;
    font-weight: 600;
    line-height: 24px;
  }
  .head p {
    max-inline-size: 100ch;
    color: var(--e-muted);
  }
  .top {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(220px, 280px);
    gap: 12px 20px;
    align-items: start;
    padding: 0 16px 14px;
  }
  .views {
    display: flex;
    gap: 4px;
    padding-inline: 8px;
    border-block: 1px solid var(--e-line);
    background: var(--e-surface);
  }
  .views button {
    position: relative;
    min-block-size: 44px;
    padding-inline: 8px;
    color: var(--e-muted);
    font-weight: 500;
  }
  .views button:hover,
  .views button[aria-current] {
    color: var(--e-text);
  }
  .views button[aria-current]::after {
    position: absolute;
    inset: auto 8px 0;
    block-size: 2px;
    border-radius: 1px;
    background: var(--e-accent);
    content: '';
  }
  .views button:focus-visible {
    outline-offset: -3px;
  }
  .loads {
    display: grid;
    flex: 1;
    grid-template-columns: minmax(280px, 360px) minmax(0, 1fr);
    background: var(--e-surface);
  }
  .loads > .detail {
    min-inline-size: 0;
    border-inline-start: 1px solid var(--e-line);
  }
  .back {
    display: none;
    padding: 6px 8px 0;
  }
  .waiting {
    display: grid;
    gap: 14px;
    padding: 20px 16px;
  }
  @container pos (max-width: 760px) {
    .top,
    .loads {
      grid-template-columns: minmax(0, 1fr);
    }
    .page.open > :is(.head, .top),
    .page.open .list,
    .page:not(.open) .detail {
      display: none;
    }
    .loads > .detail {
      border: 0;
    }
    .back {
      display: block;
    }
  }
  .ask {
    color: var(--e-muted);
  }
  @media (forced-colors: active) {
    .views button[aria-current]::after {
      background: Highlight;
    }
  }
`;

import { css } from 'lit';

/** The columns of the wide list, the same for its head and its rows. */
export const ticketColumns = css`
  .columns {
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr) 28px 122px 48px minmax(56px, 72px) 160px 86px minmax(72px, 116px) 76px;
    gap: 0 12px;
    align-items: center;
  }
  @container inbox (max-width: 1080px) {
    .columns {
      grid-template-columns: 32px minmax(0, 1fr) 28px 122px 48px 56px 152px 86px minmax(64px, 92px) 76px;
      gap: 0 10px;
    }
  }
`;

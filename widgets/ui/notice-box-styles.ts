import { css } from 'lit';

/** A view that has nothing to show: a mark, a heading and words in the middle. */
export const noticeBoxStyles = css`
  :host {
    display: grid;
    place-items: center;
    padding: 24px 16px;
  }
  .box {
    display: flex;
    flex-direction: column;
    align-items: center;
    max-inline-size: 320px;
    text-align: center;
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    margin-block-end: 12px;
    border-radius: 50%;
  }
  .mark engage-icon {
    --size: 20px;
  }
  .heading {
    font-size: 14px;
    font-weight: 600;
  }
  .text {
    margin-block-start: 4px;
    color: var(--e-muted);
    text-wrap: balance;
  }
`;

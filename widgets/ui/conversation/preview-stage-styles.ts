import { css } from 'lit';

/** A dialog that shows beside its fields what the merchant will read: the bubble on its stage. */
export const previewStageStyles = css`
  :host {
    font-size: 13px;
  }
  .panes {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
  }
  h3 {
    color: var(--e-muted);
    font-size: 12px;
    font-weight: 600;
  }
  .stage {
    padding: 14px;
    border-radius: 8px;
    background: var(--e-sunken);
    box-shadow: inset 0 0 0 1px var(--e-line);
  }
  .bubble {
    max-inline-size: 100%;
  }
`;

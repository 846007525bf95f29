import { css } from 'lit';

/** The panel: one column, made for 320 to 420 px. */
export const panelStyles = css`
  :host {
    position: relative;
    min-block-size: 420px;
  }
  .frame {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    overflow: hidden;
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius-card);
    background: var(--e-surface);
  }
  engage-conversation-pane,
  engage-error-state,
  engage-empty-state {
    flex: 1;
    min-block-size: 0;
  }
  .switch {
    padding: 4px 6px;
    border-block-end: 1px solid var(--e-line);
    background: var(--e-sunken);
  }
  .waiting {
    display: grid;
    gap: 12px;
    padding: 16px 12px;
  }
  .waiting .end {
    justify-self: end;
    inline-size: 100%;
  }
  .none {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    overflow-y: auto;
  }
  .none section {
    padding: 12px;
    border-block-start: 1px solid var(--e-line);
    background: var(--e-sunken);
  }
  .none h3 {
    margin-block-end: 6px;
    color: var(--e-muted);
    font-size: 12px;
    font-weight: 600;
  }
  .none button {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 1px 10px;
    align-items: center;
    inline-size: calc(100% + 16px);
    margin-inline: -8px;
    padding: 7px 8px;
    border-radius: var(--e-radius);
  }
  .none button:hover {
    background: var(--e-hover);
  }
  .none b {
    overflow: hidden;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .none span {
    grid-row: 2;
    color: var(--e-muted);
    font-size: 12px;
  }
  .none engage-badge {
    grid-row: 1 / 3;
    grid-column: 2;
  }
  .none code {
    font: 11.5px/16px var(--e-mono);
  }
`;

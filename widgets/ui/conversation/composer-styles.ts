import { css } from 'lit';

/** How the place to write looks. */
export const composerStyles = css`
  :host {
    display: block;
    border-block-start: 1px solid var(--e-line);
    background: var(--e-surface);
  }
  .composer {
    position: relative;
    padding: 6px 16px 12px;
  }
  :host([compact]) .composer {
    padding: 4px 12px 10px;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin-block-end: 6px;
  }
  [role='tablist'] {
    display: flex;
    gap: 14px;
  }
  [role='tab'] {
    min-block-size: 30px;
    border-block-end: 2px solid transparent;
    color: var(--e-muted);
    font-weight: 500;
  }
  [role='tab'][aria-selected='true'] {
    border-color: var(--e-accent);
    color: var(--e-text);
  }
  .note [role='tab'][aria-selected='true'] {
    border-color: var(--e-amber);
  }
  @media (forced-colors: active) {
    [role='tab'] {
      border-color: Canvas;
    }
    [role='tab'][aria-selected='true'] {
      border-color: Highlight;
    }
  }
  .window {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-inline-size: 0;
    min-block-size: 24px;
    overflow: hidden;
    color: var(--e-muted);
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    text-overflow: ellipsis;
    --size: 13px;
  }
  .window.ending,
  .window.closed {
    color: var(--e-amber);
    font-weight: 500;
  }
  .box {
    padding: 9px 12px 8px;
    border: 1px solid var(--e-control-line);
    border-radius: 8px;
    background: var(--e-surface);
    font-size: 14px;
  }
  .note .box {
    border-color: var(--e-note-line);
    background: var(--e-note);
  }
  .box:focus-within {
    outline: 2px solid var(--e-accent);
    outline-offset: 0;
    border-color: transparent;
  }
  .note .box:focus-within {
    outline-color: var(--e-amber);
  }
  engage-attachment-tray {
    margin-block-start: 8px;
  }
  .quoted {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-end: 8px;
    padding-inline-start: 10px;
    border-inline-start: 3px solid var(--e-line-strong);
    border-radius: 4px;
    background: var(--e-sunken);
    color: var(--e-muted);
    font-size: 12.5px;
  }
  .quoted span {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 2px;
    margin-block-start: 6px;
    margin-inline-start: -6px;
  }
  .note .tools {
    margin-inline-start: 0;
  }
  .hint {
    flex: 1;
    min-inline-size: 0;
    margin-inline: 8px;
    overflow: hidden;
    color: var(--e-muted);
    font-size: 12px;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .problem {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-block-start: 6px;
    color: var(--e-danger);
    font-size: 12.5px;
    --size: 14px;
  }
  .problem.quiet {
    color: var(--e-muted);
  }
  .shut {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    padding: 12px;
    border: 1px solid var(--e-line);
    border-radius: 8px;
    background: var(--e-sunken);
    color: var(--e-muted);
  }
  .shut p {
    flex: 1;
    min-inline-size: 220px;
  }
  .shut b {
    display: block;
    color: var(--e-text);
    font-weight: 600;
  }
  .collision {
    margin-block-end: 8px;
    padding: 10px 12px;
    border-radius: 8px;
    background: var(--e-amber-soft);
    color: var(--e-amber);
    font-size: 12.5px;
  }
  .collision p {
    display: flex;
    gap: 8px;
  }
  .collision engage-icon {
    margin-block-start: 1px;
  }
  .collision blockquote {
    margin: 6px 0 8px;
    padding-inline-start: 10px;
    overflow: hidden;
    border-inline-start: 3px solid color-mix(in srgb, var(--e-amber) 40%, transparent);
    color: var(--e-text);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .collision > div {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .drop {
    position: absolute;
    inset: 6px;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    border: 2px dashed var(--e-accent);
    border-radius: 10px;
    background: var(--e-raised);
    color: var(--e-accent-text);
    font-weight: 500;
    pointer-events: none;
  }
`;

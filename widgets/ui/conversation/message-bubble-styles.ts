import { css } from 'lit';

/** How a message looks; notes share it, so that a thread is one piece. */
export const messageBubbleStyles = css`
  :host {
    display: block;
    font-size: 14px;
    line-height: 1.45;
  }
  .line {
    container: line / inline-size;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    min-inline-size: 0;
  }
  .line.out {
    align-items: flex-end;
  }
  .by {
    margin: 4px 4px 2px;
    color: var(--e-muted);
    font-size: 12px;
  }
  .bubble {
    position: relative;
    min-inline-size: 84px;
    max-inline-size: min(78%, 560px);
    padding: 7px 12px 6px;
    border-radius: var(--e-radius-bubble);
    background: var(--e-sunken);
    box-shadow: inset 0 0 0 1px var(--e-line);
    overflow-wrap: anywhere;
  }
  .out .bubble {
    background: var(--e-selected);
    box-shadow: none;
  }
  .bubble.bare {
    padding: 0;
    background: none;
    box-shadow: none;
  }
  .out .bubble.failed {
    background: var(--e-danger-soft);
    box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--e-danger) 35%, transparent);
  }
  .text {
    white-space: pre-wrap;
  }
  .text + .text {
    margin-block-start: 4px;
  }
  .heading {
    font-weight: 600;
  }
  .text code {
    padding: 1px 4px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--e-text) 8%, transparent);
    font: 12.5px/1.4 var(--e-mono);
  }
  .footer {
    margin-block-start: 4px;
    color: var(--e-muted);
    font-size: 12px;
  }
  .foot {
    display: flex;
    justify-content: flex-end;
    align-items: center;
    gap: 5px;
    margin-block-start: 2px;
    color: var(--e-muted);
    font-size: 11.5px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
  }
  engage-message-media,
  .card {
    margin-block: 2px 4px;
  }
  .label,
  .gone {
    display: flex;
    align-items: center;
    gap: 5px;
    color: var(--e-muted);
    font-size: 12px;
    --size: 13px;
  }
  .gone {
    font-size: 13.5px;
    font-style: italic;
  }
  .quote {
    display: block;
    inline-size: 100%;
    margin-block: 1px 5px;
    padding: 5px 9px;
    overflow: hidden;
    border-inline-start: 3px solid var(--e-line-strong);
    border-radius: 6px;
    background: color-mix(in srgb, var(--e-text) 5%, transparent);
    font-size: 12.5px;
    line-height: 1.4;
    text-align: start;
  }
  .quote:disabled {
    cursor: default;
  }
  .quote b {
    display: block;
    font-weight: 600;
  }
  .quote span {
    display: -webkit-box;
    overflow: hidden;
    color: var(--e-muted);
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .card {
    display: flex;
    align-items: center;
    gap: 10px;
    min-inline-size: 180px;
    padding: 8px 10px;
    border-radius: 8px;
    background: var(--e-surface);
    box-shadow: inset 0 0 0 1px var(--e-line);
    color: inherit;
    text-decoration: none;
  }
  .card.tall {
    align-items: flex-start;
  }
  .card > engage-icon {
    color: var(--e-muted);
  }
  a.card:hover {
    box-shadow: inset 0 0 0 1px var(--e-line-strong);
  }
  .words {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }
  .words b {
    font-weight: 600;
  }
  .words small {
    color: var(--e-muted);
    font-size: 12px;
  }
  .option {
    display: block;
    margin-block-start: 4px;
    padding: 5px 10px;
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius);
    background: var(--e-surface);
    color: var(--e-blue);
    font-size: 13px;
    text-align: center;
  }
  .form {
    display: grid;
    gap: 1px;
    font-size: 13px;
  }
  .form dt {
    color: var(--e-muted);
    font-size: 12px;
  }
  .reactions {
    z-index: 1;
    display: flex;
    gap: 2px;
    margin: -5px 10px 0;
    padding: 1px 6px;
    border: 1px solid var(--e-line);
    border-radius: 12px;
    background: var(--e-raised);
    font-size: 13px;
    line-height: 18px;
  }
  .trouble {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 6px;
    max-inline-size: min(78%, 560px);
    margin-block: 3px 2px;
    color: var(--e-danger);
    font-size: 12.5px;
    --size: 13px;
  }
  .trouble > engage-icon {
    align-self: center;
  }
  .trouble > span:not(.do) {
    flex: 1;
    min-inline-size: 140px;
  }
  .trouble b {
    font-weight: 600;
  }
  .trouble.quiet {
    color: var(--e-muted);
  }
  .do {
    display: flex;
    gap: 12px;
  }
  /* beside the bubble where there is room, else above it: never over its words */
  .actions {
    position: absolute;
    inset-block-end: calc(100% - 3px);
    inset-inline-start: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 1px;
    padding: 2px;
    border: 1px solid var(--e-line);
    border-radius: 8px;
    background: var(--e-raised);
    box-shadow: var(--e-shadow);
    opacity: 0;
    pointer-events: none;
    transition: opacity var(--e-quick) ease-out;
  }
  @container line (min-width: 600px) {
    .actions {
      inset-block: 0 auto;
      inset-inline-start: calc(100% + 2px);
    }
    /* the pointer does not lose it on the way */
    .actions::before {
      position: absolute;
      inset-block: 0;
      inset-inline: -6px 100%;
      content: '';
    }
  }
  .actions > button {
    display: grid;
    place-items: center;
    inline-size: 26px;
    block-size: 26px;
    border-radius: 6px;
    font-size: 14px;
  }
  .actions > button:hover {
    background: var(--e-hover);
  }
  .bubble:hover .actions,
  .bubble:focus-within .actions {
    opacity: 1;
    pointer-events: auto;
  }
  .note .bubble {
    background: var(--e-note);
    box-shadow: inset 0 0 0 1px var(--e-note-line);
  }
  .note .label {
    margin-block-end: 2px;
    color: var(--e-amber);
    font-size: 11.5px;
    font-weight: 600;
  }
  .note .label bdi {
    font-weight: 400;
  }
  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }
  }
`;

import { css } from 'lit';

/** The panes: four, three, two or one by the width of the widget itself. */
export const inboxStyles = css`
  :host {
    container: inbox / inline-size;
    position: relative;
    min-block-size: 420px;
  }
  .frame {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    overflow: hidden;
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius-card);
    background: var(--e-surface);
  }
  .frame.alone {
    grid-template-rows: minmax(0, 1fr);
    place-items: center;
    overflow-y: auto;
  }
  .across {
    grid-row: 1;
    grid-column: 1 / -1;
  }
  .rail,
  .list,
  .thread,
  .facts {
    grid-row: 2;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .rail {
    display: none;
    border-inline-end: 1px solid var(--e-line);
  }
  .list {
    display: flex;
    flex-direction: column;
  }
  engage-ticket-list {
    flex: 1;
  }
  .thread {
    display: none;
    flex-direction: column;
  }
  .thread > * {
    flex: 1;
    min-block-size: 0;
  }
  .facts {
    display: none;
    overflow-y: auto;
    border-inline-start: 1px solid var(--e-line);
    background: var(--e-sunken);
    scrollbar-width: thin;
  }
  .has-open .list {
    display: none;
  }
  .has-open .thread {
    display: flex;
  }
  @container inbox (min-width: 600px) {
    .frame:not(.alone) {
      grid-template-columns: minmax(264px, 40%) minmax(0, 1fr);
    }
    .list,
    .has-open .list {
      display: flex;
      border-inline-end: 1px solid var(--e-line);
    }
    .thread {
      display: flex;
    }
  }
  @container inbox (min-width: 900px) {
    .frame:not(.alone) {
      grid-template-columns: 296px minmax(0, 1fr);
    }
    .frame.has-facts {
      grid-template-columns: 280px minmax(0, 1fr) 248px;
    }
    .facts {
      display: block;
    }
    /* nothing open: the list has the room, and shows its columns */
    .frame:not(.alone, .has-open) {
      grid-template-columns: minmax(0, 1fr);
    }
    .frame:not(.has-open) .thread {
      display: none;
    }
    .frame:not(.has-open) .list {
      border: 0;
    }
  }
  @container inbox (min-width: 1240px) {
    .frame:not(.alone) {
      grid-template-columns: 156px 312px minmax(0, 1fr);
    }
    .frame:not(.alone, .has-open) {
      grid-template-columns: 156px minmax(0, 1fr);
    }
    .frame.has-facts {
      grid-template-columns: 156px 312px minmax(0, 1fr) 268px;
    }
    .rail {
      display: flex;
    }
  }
  @container inbox (max-width: 420px) {
    .frame {
      border-radius: 0;
      border-inline: 0;
    }
  }
`;

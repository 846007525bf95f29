import { css } from 'lit';

/** The places of a row's cells: one line of columns, two lines, or a card, by the width of the list; the same for its head. */
export const renewalColumns = css`
  .columns {
    display: grid;
    grid-template:
      'check name amount' auto
      'check person owner' auto
      'check due tasks' auto
      'check last last' auto
      'check next next' auto / 24px minmax(0, 1fr) minmax(0, auto);
    gap: 3px 10px;
    align-items: center;
  }
  .check {
    grid-area: check;
  }
  .name {
    grid-area: name;
  }
  .person {
    grid-area: person;
  }
  .due {
    grid-area: due;
  }
  .amount {
    grid-area: amount;
  }
  .last {
    grid-area: last;
  }
  .next {
    grid-area: next;
  }
  .owner {
    grid-area: owner;
  }
  .tasks {
    grid-area: tasks;
  }
  @container renewals (min-width: 600px) {
    .columns {
      grid-template:
        'check name due last tasks' auto
        'check person amount next owner' auto / 24px minmax(0, 1.1fr) 158px minmax(0, 1.2fr) minmax(56px, 96px);
      gap: 5px 12px;
    }
  }
  @container renewals (min-width: 1080px) {
    .columns {
      grid-template: 'check name person due amount last next owner tasks' auto / 24px minmax(0, 1.45fr) minmax(0, 1.05fr) 112px 100px minmax(0, 1.1fr) minmax(
          0,
          1.75fr
        ) minmax(64px, 96px) 40px;
      gap: 0 12px;
    }
    /* numbers end where words begin */
    .amount {
      padding-inline-end: 14px;
    }
  }
`;

import { css } from 'lit';

/** The page of settings: sections one below the other, the simulation beside them where there is room for both. */
export const renewalSettingsStyles = css`
  :host {
    display: block;
    container: settings / inline-size;
    background: var(--e-surface);
  }
  .columns {
    display: grid;
    gap: 8px 28px;
    padding: 16px;
  }
  form {
    display: grid;
    gap: 4px;
    align-content: start;
    min-inline-size: 0;
    max-inline-size: 720px;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 14px 0;
    border: 0;
    border-block-end: 1px solid var(--e-line);
  }
  legend {
    float: inline-start;
    inline-size: 100%;
    padding: 0;
    font-size: 14px;
    font-weight: 600;
  }
  legend + * {
    clear: both;
  }
  .hint {
    margin-block: 2px 12px;
    color: var(--e-muted);
    text-wrap: pretty;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(190px, 100%), 1fr));
    gap: 0 12px;
    align-items: start;
  }
  .fields > * {
    margin-block-end: 12px;
  }
  .wide {
    grid-column: 1 / -1;
  }
  engage-cadence-editor + .fields,
  .fields + engage-holiday-editor {
    margin-block-start: 16px;
  }
  aside {
    min-inline-size: 0;
    padding-block-start: 14px;
  }
  .waiting {
    display: grid;
    gap: 16px;
    padding: 16px;
  }
  .foot {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    align-items: center;
    gap: 8px;
    padding: 10px 16px;
    border-block-start: 1px solid var(--e-line);
    background: var(--e-sunken);
  }
  .foot span {
    flex: 1;
    color: var(--e-muted);
    font-variant-numeric: tabular-nums;
  }
  @container settings (min-width: 900px) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(340px, 1fr);
    }
    aside {
      padding-inline-start: 28px;
      border-inline-start: 1px solid var(--e-line);
    }
  }
`;

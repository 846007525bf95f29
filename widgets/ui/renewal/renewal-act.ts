import type { z } from 'zod';
import type { addTaskInput, CANCEL_REASONS, CallResult, RenewalRow, setBillingInput } from '../../../types/renewals.ts';
import type { RenewalSettings, Simulation, simulateInput } from '../../../types/renewal-settings.ts';
import type { bindTemplateInput, previewTemplateInput, TemplateFamily, TemplatePreview } from '../../../types/templates.ts';
import type { CadenceRow } from './cadence-editor.ts';
import type { SettingPath } from './settings-fields.ts';

/**
 * What a person asks for in the detail of a renewal: the detail of the event `renewal-act`. The widget around it performs it; while it
 * does, `busy` of the part is the name of the act.
 */
export type RenewalAct =
  | { do: 'explain' }
  /** what "Send now" would do: answered by the property `preview`, before `send` is asked for */
  | { do: 'preview' }
  | { do: 'send' }
  | { do: 'paid'; paidOn: string; reference?: string; note?: string }
  | { do: 'cancel'; reason: (typeof CANCEL_REASONS)[number]; note?: string }
  | { do: 'undo' }
  /** null: wake it */
  | { do: 'snooze'; until: string | null; note?: string }
  | { do: 'assign'; userId: string | null }
  | { do: 'note'; text: string }
  | { do: 'call'; result: CallResult; note?: string; contactId?: string; taskId?: string; followUpOn?: string }
  | ({ do: 'task' } & Omit<z.input<typeof addTaskInput>, 'id'>)
  | { do: 'finish-task'; taskId: string; isDone: boolean }
  | { do: 'payer'; contactId: string }
  | ({ do: 'billing' } & Omit<z.input<typeof setBillingInput>, 'oid'>)
  | { do: 'open-ticket'; ticketId: string; reference: string }
  | { do: 'open-outlet' }
  /** former or other renewal of the same outlet */
  | { do: 'open-renewal'; renewalId: string }
  | { do: 'close' }
  | { do: 'retry' };

/** Settings that were changed and not saved, kept by the widget around the view while another view is looked at. */
export interface KeptSettings {
  draft: PageSettings | null;
  /** what the draft was made from */
  base?: PageSettings | null;
  /** by its path: what stands in a field and cannot be taken as it is */
  typed: Partial<Record<SettingPath, { text: string; wrong: string }>>;
  /** the rows of the cadence as they were typed; null: as the draft has them */
  cadence: readonly CadenceRow[] | null;
  /** something in it cannot be saved */
  isWrong: boolean;
}

/** Settings as the page has them: `revision` names what they were read as, for saving them. */
export type PageSettings = RenewalSettings & { revision?: string };

/** What the settings view asks the server through the widget around it; each rejects with an EngageError. */
export interface RenewalSettingsCalls {
  load: () => Promise<PageSettings>;
  /** `conflict`: somebody else saved since they were read */
  save: (settings: PageSettings) => Promise<PageSettings>;
  simulate: (input: z.input<typeof simulateInput>, signal?: AbortSignal) => Promise<Simulation>;
  /** what a step may send, to choose from */
  templates?: () => Promise<readonly TemplateFamily[]>;
}

/** What the templates view asks the server through the widget around it. */
export interface TemplateCalls {
  list: () => Promise<readonly TemplateFamily[]>;
  preview: (input: z.input<typeof previewTemplateInput>) => Promise<TemplatePreview>;
  bind: (input: z.input<typeof bindTemplateInput>) => Promise<unknown>;
  /** asks Meta for the statuses now */
  refresh: () => Promise<unknown>;
  /** `heard` when a template is another now; answers how to stop listening */
  listen?: (heard: () => void) => () => void;
  /** renewals to fill the blanks of a preview with, by the words somebody typed; none: the server's own example */
  examples?: (query: string) => Promise<readonly RenewalRow[]>;
}

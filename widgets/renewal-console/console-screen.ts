import type { RenewalSelection } from '../../types/renewals.ts';
import type { Format } from '../core/format.ts';
import type { ConsoleFilter, RenewalSort } from './console-list.ts';
import type { ConsoleStore } from './console-store.ts';
import type { ConsoleView } from './console-view.ts';
import type { ConsoleSay } from './console-words.ts';

/** What the views of the console are drawn from, and what is pressed in them. */
export interface ConsoleScreen {
  store: ConsoleStore;
  say: ConsoleSay;
  format: Format;
  shown: ConsoleView;
  /** in the company's zone, `2026-11-21` */
  today: string;
  /** whose outlets are shown alone */
  personName: string | null;
  isExporting: boolean;
  isAssigning: boolean;
  /** whether the code of a view has been fetched */
  has: (part: 'tasks' | 'risk' | 'settings' | 'templates') => boolean;
  show: (view: ConsoleView) => void;
  open: (renewalId: string) => void;
  choose: (filter: ConsoleFilter, sort?: RenewalSort, isDescending?: boolean) => void;
  choosePerson: (contactId: string, name: string) => void;
  send: (selection: RenewalSelection | null) => void;
  assign: (userId: string | null) => void;
  saveFile: (selection: RenewalSelection | null) => void;
  /** takes every tick away */
  clear: () => void;
}

/** What the console shows: one of four lists, or a view of its own. Also the values of the attribute `view`. */
export const CONSOLE_VIEWS = ['due', 'overdue', 'recovered', 'lost', 'tasks', 'risk', 'settings', 'templates'] as const;
export type ConsoleView = (typeof CONSOLE_VIEWS)[number];
/** The lists among them. */
export const CONSOLE_VIEW_LISTS = ['due', 'overdue', 'recovered', 'lost'] as const;

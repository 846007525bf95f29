/** English, and the list of all keys. */
export const panelEnglish = {
  'panel.label': 'Support tickets',
  'panel.failed': 'The tickets could not be loaded',
  'panel.gone': 'This outlet is not available to you',
  'panel.noTarget': 'No outlet or ticket chosen',
  'panel.noTargetHint': 'The page says which outlet this panel is about; it has not yet.',
  'panel.none': 'No open ticket',
  'panel.noneHint': 'When {outlet} writes on WhatsApp, the conversation appears here.',
  'panel.noneWithHistory': 'Nothing is open for {outlet}. Earlier tickets are below.',
  'panel.earlier': 'Earlier tickets',
  'panel.switch': 'Tickets of this outlet',
  'panel.open': { one: '{count} open ticket', other: '{count} open tickets' },
  'panel.facts': 'Details',
  'panel.offline': 'No connection. This may be out of date; it catches up by itself.',
  'panel.stale': 'The tickets may be out of date: the last refresh failed.',
  'panel.loading': 'Loading tickets',
  'panel.unread': { one: '{count} unread', other: '{count} unread' },
} as const;

const english = {
  clear: 'Clear',
  close: 'Close',
  dismiss: 'Dismiss',
  loading: 'Loading',
  noMatches: 'Nothing matches',
  remove: 'Remove',
  reference: 'Reference',
  search: 'Search',
  tryAgain: 'Try again',
};

const malay: Record<keyof typeof english, string> = {
  clear: 'Kosongkan',
  close: 'Tutup',
  dismiss: 'Tutup',
  loading: 'Memuatkan',
  noMatches: 'Tiada padanan',
  remove: 'Buang',
  reference: 'Rujukan',
  search: 'Cari',
  tryAgain: 'Cuba lagi',
};

/**
 * The few words building blocks say by themselves, in the language inherited from the widget: `lang` crosses shadow roots and
 * `:lang()` sees it, so nobody has to pass a locale down.
 */
export function uiWord(element: Element, word: keyof typeof english): string {
  return (element.matches(':lang(ms)') ? malay : english)[word];
}

const english = {
  clear: 'Clear',
  close: 'Close',
  dismiss: 'Dismiss',
  download: 'Download',
  loading: 'Loading',
  next: 'Next',
  noMatches: 'Nothing matches',
  pause: 'Pause',
  play: 'Play',
  previous: 'Previous',
  remove: 'Remove',
  reference: 'Reference',
  search: 'Search',
  seek: 'Position',
  speed: 'Speed',
  tryAgain: 'Try again',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  notPlayable: 'This recording cannot be played here.',
};

const malay: Record<keyof typeof english, string> = {
  clear: 'Kosongkan',
  close: 'Tutup',
  dismiss: 'Tutup',
  download: 'Muat turun',
  loading: 'Memuatkan',
  next: 'Seterusnya',
  noMatches: 'Tiada padanan',
  pause: 'Jeda',
  play: 'Mainkan',
  previous: 'Sebelumnya',
  remove: 'Buang',
  reference: 'Rujukan',
  search: 'Cari',
  seek: 'Kedudukan',
  speed: 'Kelajuan',
  tryAgain: 'Cuba lagi',
  zoomIn: 'Besarkan',
  zoomOut: 'Kecilkan',
  notPlayable: 'Rakaman ini tidak dapat dimainkan di sini.',
};

/**
 * The few words building blocks say by themselves, in the language inherited from the widget: `lang` crosses shadow roots and
 * `:lang()` sees it, so nobody has to pass a locale down.
 */
export function uiWord(element: Element, word: keyof typeof english): string {
  return (element.matches(':lang(ms)') ? malay : english)[word];
}

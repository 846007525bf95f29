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
  signIn: 'Sign in',
  signInTitle: 'Sign in to support',
  email: 'E-mail',
  password: 'Password',
  wrongPassword: 'E-mail or password is wrong. Check both and try again.',
  tooManyTries: 'Too many attempts. Wait a minute and try again.',
  unreachable: 'The server cannot be reached. Check the connection and try again.',
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
  signIn: 'Log masuk',
  signInTitle: 'Log masuk ke sokongan',
  email: 'E-mel',
  password: 'Kata laluan',
  wrongPassword: 'E-mel atau kata laluan salah. Semak kedua-duanya dan cuba lagi.',
  tooManyTries: 'Terlalu banyak percubaan. Tunggu seminit dan cuba lagi.',
  unreachable: 'Pelayan tidak dapat dihubungi. Semak sambungan dan cuba lagi.',
  notPlayable: 'Rakaman ini tidak dapat dimainkan di sini.',
};

/**
 * The few words building blocks say by themselves, in the language inherited from the widget: `lang` crosses shadow roots and
 * `:lang()` sees it, so nobody has to pass a locale down.
 */
export function uiWord(element: Element, word: keyof typeof english): string {
  return (element.matches(':lang(ms)') ? malay : english)[word];
}

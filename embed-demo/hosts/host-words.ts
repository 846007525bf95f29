/** Languages the demo pages speak. */
export type HostLocale = 'en' | 'ms';

const words = {
  outlets: ['Outlets', 'Cawangan'],
  support: ['Support', 'Sokongan'],
  sales: ['Sales', 'Jualan'],
  menu: ['Menu', 'Menu'],
  stock: ['Stock', 'Stok'],
  reports: ['Reports', 'Laporan'],
  settings: ['Settings', 'Tetapan'],
  search: ['Search outlets', 'Cari cawangan'],
  searchHint: ['Name, OID, area or state', 'Nama, OID, kawasan atau negeri'],
  allFranchises: ['All franchises', 'Semua francais'],
  anyStatus: ['Any status', 'Semua status'],
  outlet: ['Outlet', 'Cawangan'],
  franchise: ['Franchise', 'Francais'],
  state: ['State', 'Negeri'],
  plan: ['Plan', 'Pelan'],
  expires: ['Subscription ends', 'Langganan tamat'],
  status: ['Status', 'Status'],
  active: ['Active', 'Aktif'],
  suspended: ['Suspended', 'Digantung'],
  closed: ['Closed', 'Ditutup'],
  noDate: ['No date', 'Tiada tarikh'],
  shown: ['{from} to {to} of {count} outlets', '{from} hingga {to} daripada {count} cawangan'],
  none: ['No outlet matches. Try another name or clear the filters.', 'Tiada cawangan sepadan. Cuba nama lain atau kosongkan tapisan.'],
  previous: ['Previous', 'Sebelumnya'],
  next: ['Next', 'Seterusnya'],
  more: ['Show more', 'Lihat lagi'],
  details: ['Details', 'Butiran'],
  terminal: ['Terminal', 'Terminal'],
  terminals: ['Terminals', 'Terminal'],
  people: ['People', 'Kenalan'],
  address: ['Address', 'Alamat'],
  noAddress: ['No address recorded', 'Tiada alamat direkodkan'],
  phone: ['Phone', 'Telefon'],
  hidden: ['hidden for your role', 'disembunyikan untuk peranan anda'],
  nobody: ['Nobody is recorded for this outlet.', 'Tiada kenalan direkodkan untuk cawangan ini.'],
  version: ['Software', 'Perisian'],
  lastSeen: ['Last seen', 'Terakhir aktif'],
  signedInAs: ['Signed in as', 'Log masuk sebagai'],
  language: ['Language', 'Bahasa'],
  theme: ['Appearance', 'Paparan'],
  light: ['Light', 'Cerah'],
  dark: ['Dark', 'Gelap'],
  system: ['System', 'Sistem'],
  noAccess: ['This outlet does not exist or is outside your area.', 'Cawangan ini tidak wujud atau di luar kawasan anda.'],
  back: ['All outlets', 'Semua cawangan'],
  salesToday: ['Sales today', 'Jualan hari ini'],
  orders: ['Orders', 'Pesanan'],
  loading: ['Loading', 'Memuatkan'],
  failed: ['The page could not be loaded. Reload to try again.', 'Halaman tidak dapat dimuatkan. Muat semula untuk cuba lagi.'],
} as const;

/** A word of the demo pages. */
export type HostWord = keyof typeof words;

/** The word in the language, with `{n}` and the like filled in. */
export function hostWord(locale: HostLocale, key: HostWord, values: Readonly<Record<string, string | number>> = {}): string {
  return words[key][locale === 'ms' ? 1 : 0].replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''));
}

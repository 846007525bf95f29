import { html, type TemplateResult } from 'lit';
import { cssSet } from '../core/css-set.ts';
import { icons } from '../ui/icons.ts';
import type { MenuItem } from '../ui/menu.ts';
import type { Toaster } from '../ui/toaster.ts';
import type { Both } from './both.ts';
import { picture, sound } from './samples.ts';
import '../ui/audio-player.ts';
import '../ui/avatar.ts';
import '../ui/badge.ts';
import '../ui/banner.ts';
import '../ui/button.ts';
import '../ui/checkbox.ts';
import '../ui/combobox.ts';
import '../ui/dialog.ts';
import '../ui/drawer.ts';
import '../ui/emoji-picker.ts';
import '../ui/empty-state.ts';
import '../ui/error-state.ts';
import '../ui/file-tile.ts';
import '../ui/icon-button.ts';
import '../ui/icon.ts';
import '../ui/input.ts';
import '../ui/kbd.ts';
import '../ui/lightbox.ts';
import '../ui/menu.ts';
import '../ui/popover.ts';
import '../ui/segmented.ts';
import '../ui/select.ts';
import '../ui/separator.ts';
import '../ui/skeleton.ts';
import '../ui/spinner.ts';
import '../ui/tabs.ts';
import '../ui/textarea.ts';
import '../ui/toaster.ts';
import '../ui/tooltip.ts';
import '../ui/virtual-list.ts';

const outlets = [
  'Sri Kopitiam, Bangsar',
  'Nasi Ayam Haji, Shah Alam 2',
  'Bubble Time, Mid Valley',
  'Restoran Mewah, Johor Bahru City Square level 3 food court',
  'Lucky Mart, Ipoh',
];

const priorities = (both: Both): MenuItem[] => [
  { value: 'urgent', label: both('Urgent', 'Segera'), icon: 'triangle-alert', danger: true, checked: false },
  { value: 'high', label: both('High', 'Tinggi'), icon: 'arrow-up', checked: true },
  { value: 'normal', label: both('Normal', 'Biasa'), icon: 'circle', checked: false },
  { value: 'low', label: both('Low', 'Rendah'), icon: 'arrow-down', checked: false },
];

const actions = (both: Both): MenuItem[] => [
  { value: 'resolve', label: both('Resolve', 'Selesaikan'), icon: 'circle-check', hint: 'R' },
  {
    value: 'assign',
    label: both('Assign to…', 'Tugaskan kepada…'),
    icon: 'user-plus',
    hint: 'A',
    detail: both('Aina, Farid and 6 others', 'Aina, Farid dan 6 lagi'),
  },
  { value: 'mute', label: both('Mute', 'Senyapkan'), icon: 'eye', disabled: true },
  { value: 'spam', label: both('Mark as spam', 'Tanda sebagai spam'), icon: 'ban', danger: true, separated: true },
];

const toggle = (root: WidgetRoot, id: string): void => {
  const element = root.renderRoot.querySelector(id);
  if (element) Reflect.set(element, 'open', true);
};

interface WidgetRoot extends HTMLElement {
  renderRoot: DocumentFragment | HTMLElement;
}

/** What the gallery shows, in order. */
export const sections: readonly { title: readonly [english: string, malay: string]; render: (root: WidgetRoot, both: Both) => TemplateResult }[] = [
  {
    title: ['Button', 'Butang'],
    render: (_root, both) => html`
      <div class="row">
        <engage-button variant="primary" icon="send">${both('Send', 'Hantar')}</engage-button><engage-button>${both('Resolve', 'Selesaikan')}</engage-button><engage-button variant="quiet">${both('Cancel', 'Batal')}</engage-button
        ><engage-button variant="danger" icon="ban">${both('Block', 'Sekat')}</engage-button><engage-button variant="link">${both('Choose outlet', 'Pilih cawangan')}</engage-button>
      </div>
      <div class="row">
        <engage-button variant="primary" loading>${both('Sending', 'Menghantar')}</engage-button><engage-button loading>${both('Saving', 'Menyimpan')}</engage-button><engage-button variant="primary" disabled>${both('Send', 'Hantar')}</engage-button
        ><engage-button disabled>${both('Resolve', 'Selesaikan')}</engage-button>
      </div>
      <div class="row">
        <span><engage-button variant="primary" join="start">${both('Send', 'Hantar')}</engage-button><engage-icon-button variant="primary" join="end" icon="chevron-down" label=${both('More ways to send', 'Cara hantar lain')}></engage-icon-button></span>
        <engage-button size="small" icon="lock">${both('Note', 'Nota')}</engage-button><engage-button size="small" variant="quiet" end-icon="chevron-down">Aina R.</engage-button>
        <engage-button variant="quiet" .pressed=${true} icon="eye">${both('Following', 'Diikuti')}</engage-button>
      </div>`,
  },
  {
    title: ['Icon button', 'Butang ikon'],
    render: (_root, both) => html`<div class="row">
      <engage-icon-button icon="paperclip" label=${both('Attach a file', 'Lampirkan fail')}></engage-icon-button><engage-icon-button icon="smile" label=${both('Emoji', 'Emoji')}></engage-icon-button
      ><engage-icon-button variant="outline" icon="list-filter" label=${both('Filter, 2 set', 'Tapis, 2 dipilih')} marked></engage-icon-button><engage-icon-button variant="primary" icon="send" label=${both('Send', 'Hantar')}></engage-icon-button
      ><engage-icon-button icon="lock" label=${both('Internal', 'Dalaman')} .pressed=${true}></engage-icon-button><engage-icon-button icon="mic" label=${both('Record', 'Rakam')} disabled></engage-icon-button
      ><engage-icon-button icon="rotate-cw" label=${both('Refreshing', 'Mengemas kini')} loading></engage-icon-button><engage-icon-button size="small" icon="x" label=${both('Close', 'Tutup')}></engage-icon-button>
    </div>`,
  },
  {
    title: ['Badge', 'Lencana'],
    render: (_root, both) => html`<div class="row">
        <engage-badge tone="red" icon="clock">${both('2:14 left', 'baki 2:14')}</engage-badge><engage-badge tone="amber" icon="clock">${both('4:41 left', 'baki 4:41')}</engage-badge><engage-badge tone="green">${both('On time', 'Tepat masa')}</engage-badge
        ><engage-badge tone="blue">${both('Choose outlet', 'Pilih cawangan')}</engage-badge><engage-badge tone="violet">${both('Waiting for merchant', 'Menunggu peniaga')}</engage-badge><engage-badge>${both('Hardware', 'Perkakasan')}</engage-badge>
      </div>
      <div class="row">
        <engage-badge tone="red" icon="triangle-alert">${both('Urgent', 'Segera')}</engage-badge><engage-badge tone="amber" icon="arrow-up">${both('High', 'Tinggi')}</engage-badge><engage-badge tone="blue">${both('Normal', 'Biasa')}</engage-badge><engage-badge>${both('Low', 'Rendah')}</engage-badge>
      </div>`,
  },
  {
    title: ['Avatar, kbd, spinner, separator, tooltip', 'Avatar, kekunci, pemutar, pemisah, petua'],
    render: (_root, both) => html`<div class="row">
        ${outlets.map((name) => html`<engage-avatar name=${name}></engage-avatar>`)}<engage-avatar name="黄明"></engage-avatar><engage-avatar name=""></engage-avatar>
        <engage-kbd>/</engage-kbd><engage-kbd>Esc</engage-kbd><engage-spinner label=${both('Loading', 'Memuatkan')}></engage-spinner>
        <engage-tooltip text="21 Nov 2026, 14:32"><time tabindex="0">${both('3 minutes ago', '3 minit lalu')}</time></engage-tooltip>
      </div>
      <div class="stack"><engage-separator></engage-separator><engage-separator label=${both('Today', 'Hari ini')}></engage-separator></div>`,
  },
  {
    title: ['Input', 'Medan input'],
    render: (_root, both) => html`<div class="stack">
      <engage-input type="search" icon="search" label=${both('Search', 'Cari')} hide-label placeholder=${both('Search', 'Cari')} hint="/" clearable></engage-input>
      <engage-input type="search" icon="search" label=${both('Search', 'Cari')} hide-label value=${both('printer', 'pencetak')} clearable></engage-input>
      <engage-input label=${both('E-mail', 'E-mel')} type="email" placeholder=${both('you@company.my', 'anda@syarikat.my')} help=${both('The address you use for the POS.', 'Alamat yang anda guna untuk POS.')} required></engage-input>
      <engage-input label=${both('Password', 'Kata laluan')} type="password" value="secret" error=${both('E-mail or password is not right. Try again or ask your supervisor.', 'E-mel atau kata laluan salah. Cuba lagi atau tanya penyelia anda.')}></engage-input>
      <engage-input label=${both('Outlet', 'Cawangan')} value="Bangsar (OID 8812)" disabled></engage-input>
    </div>`,
  },
  {
    title: ['Textarea, select, combobox', 'Medan teks, pilihan, kotak kombo'],
    render: (_root, both) => html`<div class="stack">
      <engage-textarea label=${both('Note', 'Nota')} placeholder=${both('Only staff see this', 'Untuk kakitangan sahaja')}></engage-textarea>
      <engage-textarea label=${both('Reason', 'Sebab')} value=${both('The receipt printer still prints nothing.\nThe technician comes this afternoon.', 'Mesin cetak resit masih tak keluar kertas.\nJuruteknik datang petang ini.')} error=${both('At most 20 words.', 'Paling banyak 20 patah perkataan.')}></engage-textarea>
      <engage-select label=${both('Status', 'Status')} value="open" .options=${[{ value: 'open', label: both('Open', 'Terbuka') }, { value: 'waiting', label: both('Waiting for merchant', 'Menunggu peniaga') }, { value: 'resolved', label: both('Resolved', 'Selesai') }]}></engage-select>
      <engage-select label=${both('Category', 'Kategori')} placeholder=${both('Choose…', 'Pilih…')} .options=${[{ value: 'hardware', label: both('Hardware', 'Perkakasan') }, { value: 'billing', label: both('Billing', 'Bil'), disabled: true }]}></engage-select>
      <engage-combobox label=${both('Outlet', 'Cawangan')} placeholder=${both('Name or number', 'Nama atau nombor')} .options=${outlets.map((label, index) => ({ value: String(index), label, detail: `OID ${8812 + index}`, icon: 'store' as const }))}></engage-combobox>
      <engage-combobox label=${both('Assignee', 'Petugas')} value="a" loading .options=${[{ value: 'a', label: 'Aina Rahman' }]}></engage-combobox>
    </div>`,
  },
  {
    title: ['Checkbox, switch, segmented', 'Kotak semak, suis, segmen'],
    render: (_root, both) => html`<div class="row">
        <engage-checkbox label=${both('Urgent only', 'Segera sahaja')} checked></engage-checkbox><engage-checkbox label=${both('Unassigned', 'Belum ditugaskan')}></engage-checkbox><engage-checkbox label=${both('Some', 'Sebahagian')} indeterminate></engage-checkbox><engage-checkbox label=${both('Off limits', 'Tidak dibenarkan')} disabled></engage-checkbox>
      </div>
      <div class="row"><engage-checkbox kind="switch" label=${both('Sound', 'Bunyi')} checked></engage-checkbox><engage-checkbox kind="switch" label=${both('Desktop alerts', 'Makluman desktop')}></engage-checkbox></div>
      <div class="row"><engage-segmented label=${both('Theme', 'Tema')} value="system" .options=${[{ value: 'light', label: both('Light', 'Cerah') }, { value: 'dark', label: both('Dark', 'Gelap') }, { value: 'system', label: both('System', 'Sistem') }]}></engage-segmented></div>`,
  },
  {
    title: ['Menu, popover, dialog, drawer, toast', 'Menu, popover, dialog, laci, makluman'],
    render: (root, both) => html`<div class="row">
        <engage-menu label=${both('Priority', 'Keutamaan')} .items=${priorities(both)}><engage-button slot="trigger" end-icon="chevron-down">${both('High', 'Tinggi')}</engage-button></engage-menu>
        <engage-menu label=${both('More actions', 'Tindakan lain')} placement="bottom-end" .items=${actions(both)}><engage-icon-button slot="trigger" icon="ellipsis" label=${both('More actions', 'Tindakan lain')}></engage-icon-button></engage-menu>
        <engage-popover label=${both('Filters', 'Tapisan')}><engage-button slot="trigger" icon="list-filter">${both('Filters', 'Tapisan')}</engage-button>
          <div class="stack"><engage-checkbox label=${both('Urgent only', 'Segera sahaja')}></engage-checkbox><engage-checkbox label=${both('Unassigned', 'Belum ditugaskan')}></engage-checkbox></div></engage-popover>
        <engage-button @click=${() => toggle(root, '#dialog')}>${both('Dialog', 'Dialog')}</engage-button><engage-button @click=${() => toggle(root, '#drawer')}>${both('Drawer', 'Laci')}</engage-button>
      </div>
      <div class="row">
        <engage-button @click=${() => root.renderRoot.querySelector<Toaster>('#toaster')?.show({ text: both('Assigned to Farid.', 'Ditugaskan kepada Farid.'), action: { label: both('Undo', 'Buat asal'), run: () => undefined } })}>${both('Toast', 'Makluman')}</engage-button>
        <engage-button @click=${() => root.renderRoot.querySelector<Toaster>('#toaster')?.show({ text: both('Ticket resolved.', 'Tiket diselesaikan.'), tone: 'success' })}>${both('Success', 'Berjaya')}</engage-button>
        <engage-button @click=${() => root.renderRoot.querySelector<Toaster>('#toaster')?.show({ text: both('Not delivered: this number is not on WhatsApp. Call or e-mail instead.', 'Tidak sampai: nombor ini tiada di WhatsApp. Cuba telefon atau e-mel.'), tone: 'danger' })}>${both('Failure', 'Gagal')}</engage-button>
      </div>
      <engage-dialog id="dialog" label=${both('Resolve this ticket?', 'Selesaikan tiket ini?')}><p>${both('Sri Devi is told that her ticket is closed. If she writes within 72 hours it opens again.', 'Sri Devi dimaklumkan bahawa tiketnya selesai. Jika dia menulis dalam 72 jam, tiket dibuka semula.')}</p>
        <engage-button slot="footer" variant="quiet">${both('Cancel', 'Batal')}</engage-button><engage-button slot="footer" variant="primary">${both('Resolve', 'Selesaikan')}</engage-button></engage-dialog>
      <engage-drawer id="drawer" label="Sri Kopitiam, Bangsar"><engage-empty-state icon="ticket" heading=${both('No earlier tickets', 'Tiada tiket terdahulu')}>${both('This merchant writes for the first time.', 'Ini kali pertama peniaga ini menulis.')}</engage-empty-state></engage-drawer>
      <engage-toaster id="toaster"></engage-toaster>`,
  },
  {
    title: ['Tabs', 'Tab'],
    render: (
      _root,
      both,
    ) => html`<engage-tabs label=${both('How to answer', 'Cara menjawab')} value="reply" .tabs=${[{ value: 'reply', label: both('Reply', 'Balas') }, { value: 'note', label: both('Note', 'Nota'), count: 2 }]}>
      <span slot="end" class="note">${both('WhatsApp window: 23 h 49 m', 'Tetingkap WhatsApp: 23 j 49 min')}</span>
      <p slot="reply" class="panel">${both('The merchant sees what you write here.', 'Peniaga nampak apa yang anda tulis di sini.')}</p><p slot="note" class="panel">${both('Only staff see this.', 'Untuk kakitangan sahaja.')}</p>
    </engage-tabs>`,
  },
  {
    title: ['Banner', 'Sepanduk'],
    render: (_root, both) => html`<div class="framed">
        <engage-banner tone="warning" icon="eye">${both('Farid is also viewing this conversation', 'Farid juga sedang melihat perbualan ini')}</engage-banner>
        <engage-banner tone="danger" icon="wifi-off" announce="off">${both('Offline. What you send goes out when the connection is back.', 'Tiada sambungan. Mesej anda dihantar apabila sambungan pulih.')}<engage-button slot="action" size="small">${both('Try again', 'Cuba lagi')}</engage-button></engage-banner>
        <engage-banner tone="info">${both('The WhatsApp window is closed. Send an approved template to reopen it.', 'Tetingkap WhatsApp telah ditutup. Hantar templat yang diluluskan untuk membukanya semula.')}</engage-banner>
        <engage-banner tone="note">${both('Note, only staff see this', 'Nota dalaman, untuk kakitangan sahaja')}</engage-banner><engage-banner tone="success">${both('Back online. Nothing was missed.', 'Kembali dalam talian. Tiada yang tertinggal.')}</engage-banner><engage-banner tone="quiet">${both('Updated a minute ago', 'Dikemas kini seminit lalu')}</engage-banner>
      </div>`,
  },
  {
    title: ['Loading, empty, error', 'Dimuatkan, kosong, ralat'],
    render: (_root, both) => html`<div class="framed">
        <div class="loading" aria-busy="true"><engage-skeleton shape="circle"></engage-skeleton><div class="stack"><engage-skeleton width="220px"></engage-skeleton><engage-skeleton width="140px"></engage-skeleton></div></div>
        <engage-empty-state icon="inbox" heading=${both('All caught up', 'Semuanya selesai')}>${both('New messages appear here by themselves.', 'Mesej baharu akan muncul di sini.')}<engage-button slot="action">${both('Show resolved', 'Tunjukkan yang selesai')}</engage-button></engage-empty-state>
        <engage-separator></engage-separator>
        <engage-error-state heading=${both('The inbox could not be loaded', 'Peti masuk tidak dapat dimuatkan')} reference="01J9X4T7">${both('The server did not answer. Your drafts are safe.', 'Pelayan tidak menjawab. Draf anda selamat.')}</engage-error-state>
        <engage-separator></engage-separator>
        <engage-error-state final heading=${both('Not for your role', 'Bukan untuk peranan anda')}>${both('Ask a supervisor for access to this outlet.', 'Minta penyelia akses kepada cawangan ini.')}</engage-error-state>
      </div>`,
  },
  {
    title: ['Files, voice, picture', 'Fail, suara, gambar'],
    render: (root, both) => html`<div class="stack">
      <engage-file-tile name="error-printer.pdf" detail="PDF, 212 KB" mime="application/pdf" href="#file"></engage-file-tile>
      <engage-file-tile name="kaunter-2-selepas-kemas-kini-perisian-printer-termal.jpg" detail="62 %" mime="image/jpeg" progress="0.62" removable></engage-file-tile>
      <engage-file-tile name="backup.zip" detail="" mime="application/zip" error=${both('WhatsApp does not carry this kind of file.', 'WhatsApp tidak menyokong jenis fail ini.')} removable></engage-file-tile>
      <engage-audio-player label=${both('Voice message', 'Mesej suara')} src=${sound()} duration="2"></engage-audio-player>
      <engage-button icon="image" @click=${() => toggle(root, '#lightbox')}>${both('Open pictures', 'Buka gambar')}</engage-button>
      <engage-lightbox id="lightbox" .images=${[{ src: picture('#dc2626'), name: 'Kaunter 1.jpg', download: '#1' }, { src: picture('#1d5fd1'), name: 'Kaunter 2.jpg' }]}></engage-lightbox>
    </div>`,
  },
  { title: ['Emoji picker', 'Pemilih emoji'], render: () => html`<engage-emoji-picker></engage-emoji-picker>` },
  {
    title: ['Virtual list, 10,000 rows', 'Senarai maya, 10,000 baris'],
    render: (_root, both) => html`<div class="framed tall">
      <engage-virtual-list
        label=${both('Rows', 'Baris')}
        estimate="36"
        .items=${rows}
        .keyOf=${(row: number) => String(row)}
        .renderItem=${(row: number) => html`<div ${cssSet({ padding: '8px 12px', blockSize: `${36 + (row % 3) * 10}px` })}>${both('Row', 'Baris')} ${row + 1}</div>`}
      ></engage-virtual-list>
    </div>`,
  },
  {
    title: ['Icons', 'Ikon'],
    render: () => html`<div class="row">${Object.keys(icons).map((name) => html`<engage-icon name=${name} label=${name}></engage-icon>`)}</div>`,
  },
  {
    title: ['Colours', 'Warna'],
    render: () => html`<div class="swatches">
      ${[
        'surface',
        'sunken',
        'raised',
        'line',
        'line-strong',
        'text',
        'muted',
        'accent',
        'accent-solid',
        'accent-text',
        'accent-soft',
        'selected',
        'blue',
        'blue-soft',
        'green',
        'green-soft',
        'amber',
        'amber-soft',
        'violet',
        'violet-soft',
        'note',
        'note-line',
      ].map((name) => html`<span class="swatch"><i ${cssSet({ background: `var(--e-${name})` })}></i>${name}</span>`)}
    </div>`,
  },
];

const rows = Array.from({ length: 10_000 }, (_, index) => index);

import { html, type TemplateResult } from 'lit';
import { cssSet } from '../core/css-set.ts';
import { icons } from '../ui/icons.ts';
import type { MenuItem } from '../ui/menu.ts';
import type { Toaster } from '../ui/toaster.ts';
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

const priorities: MenuItem[] = [
  { value: 'urgent', label: 'Urgent', icon: 'triangle-alert', danger: true, checked: false },
  { value: 'high', label: 'High', icon: 'arrow-up', checked: true },
  { value: 'medium', label: 'Medium', icon: 'circle', checked: false },
  { value: 'low', label: 'Low', icon: 'arrow-down', checked: false },
];

const actions: MenuItem[] = [
  { value: 'resolve', label: 'Resolve', icon: 'circle-check', hint: 'R' },
  { value: 'assign', label: 'Assign to…', icon: 'user-plus', hint: 'A', detail: 'Aina, Farid and 6 others' },
  { value: 'mute', label: 'Mute', icon: 'eye', disabled: true },
  { value: 'spam', label: 'Mark as spam', icon: 'ban', danger: true, separated: true },
];

const toggle = (root: WidgetRoot, id: string): void => {
  const element = root.renderRoot.querySelector(id);
  if (element) Reflect.set(element, 'open', true);
};

interface WidgetRoot extends HTMLElement {
  renderRoot: DocumentFragment | HTMLElement;
}

/** What the gallery shows, in order. */
export const sections: readonly { title: string; render: (root: WidgetRoot) => TemplateResult }[] = [
  {
    title: 'Button',
    render: () => html`
      <div class="row">
        <engage-button variant="primary" icon="send">Send</engage-button><engage-button>Resolve</engage-button><engage-button variant="quiet">Cancel</engage-button
        ><engage-button variant="danger" icon="ban">Block</engage-button><engage-button variant="link">Choose outlet</engage-button>
      </div>
      <div class="row">
        <engage-button variant="primary" loading>Sending</engage-button><engage-button loading>Saving</engage-button><engage-button variant="primary" disabled>Send</engage-button
        ><engage-button disabled>Resolve</engage-button>
      </div>
      <div class="row">
        <span><engage-button variant="primary" join="start">Send</engage-button><engage-icon-button variant="primary" join="end" icon="chevron-down" label="More ways to send"></engage-icon-button></span>
        <engage-button size="small" icon="lock">Note</engage-button><engage-button size="small" variant="quiet" end-icon="chevron-down">Aina R.</engage-button>
        <engage-button variant="quiet" .pressed=${true} icon="eye">Following</engage-button>
      </div>`,
  },
  {
    title: 'Icon button',
    render: () => html`<div class="row">
      <engage-icon-button icon="paperclip" label="Attach a file"></engage-icon-button><engage-icon-button icon="smile" label="Emoji"></engage-icon-button
      ><engage-icon-button variant="outline" icon="list-filter" label="Filter, 2 set" marked></engage-icon-button><engage-icon-button variant="primary" icon="send" label="Send"></engage-icon-button
      ><engage-icon-button icon="lock" label="Internal" .pressed=${true}></engage-icon-button><engage-icon-button icon="mic" label="Record" disabled></engage-icon-button
      ><engage-icon-button icon="rotate-cw" label="Refreshing" loading></engage-icon-button><engage-icon-button size="small" icon="x" label="Close"></engage-icon-button>
    </div>`,
  },
  {
    title: 'Badge',
    render: () => html`<div class="row">
        <engage-badge tone="red" icon="clock">2:14 left</engage-badge><engage-badge tone="amber" icon="clock">4:41 left</engage-badge><engage-badge tone="green">On time</engage-badge
        ><engage-badge tone="blue">Choose outlet</engage-badge><engage-badge tone="violet">Waiting for merchant</engage-badge><engage-badge>Hardware</engage-badge>
      </div>
      <div class="row">
        <engage-badge tone="red" icon="triangle-alert">Urgent</engage-badge><engage-badge tone="amber" icon="arrow-up">High</engage-badge><engage-badge tone="blue">Medium</engage-badge><engage-badge>Low</engage-badge>
      </div>`,
  },
  {
    title: 'Avatar, kbd, spinner, separator, tooltip',
    render: () => html`<div class="row">
        ${outlets.map((name) => html`<engage-avatar name=${name}></engage-avatar>`)}<engage-avatar name="黄明"></engage-avatar><engage-avatar name=""></engage-avatar>
        <engage-kbd>/</engage-kbd><engage-kbd>Esc</engage-kbd><engage-spinner label="Loading"></engage-spinner>
        <engage-tooltip text="21 Nov 2026, 14:32"><time tabindex="0">3 minutes ago</time></engage-tooltip>
      </div>
      <div class="stack"><engage-separator></engage-separator><engage-separator label="Today"></engage-separator></div>`,
  },
  {
    title: 'Input',
    render: () => html`<div class="stack">
      <engage-input type="search" icon="search" label="Search" hide-label placeholder="Search" hint="/" clearable></engage-input>
      <engage-input type="search" icon="search" label="Search" hide-label value="printer" clearable></engage-input>
      <engage-input label="E-mail" type="email" placeholder="you@company.my" help="The address you use for the POS." required></engage-input>
      <engage-input label="Password" type="password" value="secret" error="E-mail or password is not right. Try again or ask your supervisor."></engage-input>
      <engage-input label="Outlet" value="Bangsar (OID 8812)" disabled></engage-input>
    </div>`,
  },
  {
    title: 'Textarea, select, combobox',
    render: () => html`<div class="stack">
      <engage-textarea label="Note" placeholder="Only staff see this"></engage-textarea>
      <engage-textarea label="Reason" value="Mesin cetak resit masih tak keluar kertas.&#10;Juruteknik datang petang ini." error="At most 20 words."></engage-textarea>
      <engage-select label="Status" value="open" .options=${[{ value: 'open', label: 'Open' }, { value: 'waiting', label: 'Waiting for merchant' }, { value: 'resolved', label: 'Resolved' }]}></engage-select>
      <engage-select label="Category" placeholder="Choose…" .options=${[{ value: 'hardware', label: 'Hardware' }, { value: 'billing', label: 'Billing', disabled: true }]}></engage-select>
      <engage-combobox label="Outlet" placeholder="Name or number" .options=${outlets.map((label, index) => ({ value: String(index), label, detail: `OID ${8812 + index}`, icon: 'store' as const }))}></engage-combobox>
      <engage-combobox label="Assignee" value="a" loading .options=${[{ value: 'a', label: 'Aina Rahman' }]}></engage-combobox>
    </div>`,
  },
  {
    title: 'Checkbox, switch, segmented',
    render: () => html`<div class="row">
        <engage-checkbox label="Urgent only" checked></engage-checkbox><engage-checkbox label="Unassigned"></engage-checkbox><engage-checkbox label="Some" indeterminate></engage-checkbox><engage-checkbox label="Off limits" disabled></engage-checkbox>
      </div>
      <div class="row"><engage-checkbox kind="switch" label="Sound" checked></engage-checkbox><engage-checkbox kind="switch" label="Desktop alerts"></engage-checkbox></div>
      <div class="row"><engage-segmented label="Theme" value="system" .options=${[{ value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }, { value: 'system', label: 'System' }]}></engage-segmented></div>`,
  },
  {
    title: 'Menu, popover, dialog, drawer, toast',
    render: (root) => html`<div class="row">
        <engage-menu label="Priority" .items=${priorities}><engage-button slot="trigger" end-icon="chevron-down">High</engage-button></engage-menu>
        <engage-menu label="More actions" placement="bottom-end" .items=${actions}><engage-icon-button slot="trigger" icon="ellipsis" label="More actions"></engage-icon-button></engage-menu>
        <engage-popover label="Filters"><engage-button slot="trigger" icon="list-filter">Filters</engage-button>
          <div class="stack"><engage-checkbox label="Urgent only"></engage-checkbox><engage-checkbox label="Unassigned"></engage-checkbox></div></engage-popover>
        <engage-button @click=${() => toggle(root, '#dialog')}>Dialog</engage-button><engage-button @click=${() => toggle(root, '#drawer')}>Drawer</engage-button>
      </div>
      <div class="row">
        <engage-button @click=${() => root.renderRoot.querySelector<Toaster>('#toaster')?.show({ text: 'Assigned to Farid.', action: { label: 'Undo', run: () => undefined } })}>Toast</engage-button>
        <engage-button @click=${() => root.renderRoot.querySelector<Toaster>('#toaster')?.show({ text: 'Ticket resolved.', tone: 'success' })}>Success</engage-button>
        <engage-button @click=${() => root.renderRoot.querySelector<Toaster>('#toaster')?.show({ text: 'Not delivered: this number is not on WhatsApp. Call or e-mail instead.', tone: 'danger' })}>Failure</engage-button>
      </div>
      <engage-dialog id="dialog" label="Resolve this ticket?"><p>Sri Devi is told that her ticket is closed. If she writes within 72 hours it opens again.</p>
        <engage-button slot="footer" variant="quiet">Cancel</engage-button><engage-button slot="footer" variant="primary">Resolve</engage-button></engage-dialog>
      <engage-drawer id="drawer" label="Sri Kopitiam, Bangsar"><engage-empty-state icon="ticket" heading="No earlier tickets">This merchant writes for the first time.</engage-empty-state></engage-drawer>
      <engage-toaster id="toaster"></engage-toaster>`,
  },
  {
    title: 'Tabs',
    render:
      () => html`<engage-tabs label="How to answer" value="reply" .tabs=${[{ value: 'reply', label: 'Reply' }, { value: 'note', label: 'Note', count: 2 }]}>
      <span slot="end" class="note">WhatsApp window: 23 h 49 m</span>
      <p slot="reply" class="panel">The merchant sees what you write here.</p><p slot="note" class="panel">Only staff see this.</p>
    </engage-tabs>`,
  },
  {
    title: 'Banner',
    render: () => html`<div class="framed">
        <engage-banner tone="warning" icon="eye">Farid is also viewing this conversation</engage-banner>
        <engage-banner tone="danger" icon="wifi-off" announce="off">Offline. What you send goes out when the connection is back.<engage-button slot="action" size="small">Try again</engage-button></engage-banner>
        <engage-banner tone="info">The WhatsApp window is closed. Send an approved template to reopen it.</engage-banner>
        <engage-banner tone="note">Note, only staff see this</engage-banner><engage-banner tone="success">Back online. Nothing was missed.</engage-banner><engage-banner tone="quiet">Updated a minute ago</engage-banner>
      </div>`,
  },
  {
    title: 'Loading, empty, error',
    render: () => html`<div class="framed">
        <div class="loading" aria-busy="true"><engage-skeleton shape="circle"></engage-skeleton><div class="stack"><engage-skeleton width="220px"></engage-skeleton><engage-skeleton width="140px"></engage-skeleton></div></div>
        <engage-empty-state icon="inbox" heading="All caught up">New messages appear here by themselves.<engage-button slot="action">Show resolved</engage-button></engage-empty-state>
        <engage-separator></engage-separator>
        <engage-error-state heading="The inbox could not be loaded" reference="01J9X4T7">The server did not answer. Your drafts are safe.</engage-error-state>
        <engage-separator></engage-separator>
        <engage-error-state final heading="Not for your role">Ask a supervisor for access to this outlet.</engage-error-state>
      </div>`,
  },
  {
    title: 'Files, voice, picture',
    render: (root) => html`<div class="stack">
      <engage-file-tile name="error-printer.pdf" detail="PDF, 212 KB" mime="application/pdf" href="#file"></engage-file-tile>
      <engage-file-tile name="kaunter-2-selepas-kemas-kini-perisian-printer-termal.jpg" detail="62 %" mime="image/jpeg" progress="0.62" removable></engage-file-tile>
      <engage-file-tile name="backup.zip" detail="" mime="application/zip" error="WhatsApp does not carry this kind of file." removable></engage-file-tile>
      <engage-audio-player label="Voice message" src=${sound()} duration="2"></engage-audio-player>
      <engage-button icon="image" @click=${() => toggle(root, '#lightbox')}>Open pictures</engage-button>
      <engage-lightbox id="lightbox" .images=${[{ src: picture('#dc2626'), name: 'Kaunter 1.jpg', download: '#1' }, { src: picture('#1d5fd1'), name: 'Kaunter 2.jpg' }]}></engage-lightbox>
    </div>`,
  },
  { title: 'Emoji picker', render: () => html`<engage-emoji-picker></engage-emoji-picker>` },
  {
    title: 'Virtual list, 10,000 rows',
    render: () => html`<div class="framed tall">
      <engage-virtual-list
        label="Rows"
        estimate="36"
        .items=${rows}
        .keyOf=${(row: number) => String(row)}
        .renderItem=${(row: number) => html`<div ${cssSet({ padding: '8px 12px', blockSize: `${36 + (row % 3) * 10}px` })}>Row ${row + 1}</div>`}
      ></engage-virtual-list>
    </div>`,
  },
  {
    title: 'Icons',
    render: () => html`<div class="row">${Object.keys(icons).map((name) => html`<engage-icon name=${name} label=${name}></engage-icon>`)}</div>`,
  },
  {
    title: 'Colours',
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

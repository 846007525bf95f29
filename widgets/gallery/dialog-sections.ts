import { html, type TemplateResult } from 'lit';
import { EngageError } from '../core/engage-error.ts';
import type { OutletView } from '../../types/outlets.ts';
import type { TemplateView } from '../../types/templates.ts';
import type { TicketView } from '../../types/tickets.ts';
import type { Both } from './both.ts';
import type { Speaker } from './conversation-sections.ts';
import { opener } from './opener.ts';
import { sampleTicket } from './sample-conversation.ts';
import '../inbox/keyboard-help.ts';
import '../ui/button.ts';
import '../ui/conversation/button-question.ts';
import '../ui/conversation/outlet-finder.ts';
import '../ui/conversation/resolve-dialog.ts';
import '../ui/conversation/template-picker.ts';

const templates = (both: Both): readonly TemplateView[] => [
  {
    id: '1',
    name: 'ticket_follow_up',
    language: both('en', 'ms'),
    category: 'UTILITY',
    header: { format: 'TEXT', text: 'KedaiPOS' },
    body: both('Hi {{1}}, this is about ticket {{2}}. Does the printer work now?', 'Hai {{1}}, ini mengenai tiket {{2}}. Adakah pencetak sudah berfungsi?'),
    footer: both('Answer to go on', 'Balas untuk meneruskan'),
    buttons: [{ type: 'QUICK_REPLY', text: both('It does', 'Sudah') }],
    variables: [
      { key: 'body.1', example: 'Sri', fact: 'contactName', suggested: 'Sri Devi' },
      { key: 'body.2', example: 'TKT-2026-000001', fact: 'ticketReference', suggested: null },
    ],
  },
  {
    id: '2',
    name: 'outlet_visit',
    language: both('en', 'ms'),
    category: 'UTILITY',
    header: null,
    body: both('A technician comes today.', 'Juruteknik datang hari ini.'),
    footer: null,
    buttons: [],
    variables: [],
  },
];
const outlet = (oid: string, name: string): OutletView => ({
  oid,
  fid: '120',
  name,
  franchiseName: 'Sri Kopitiam',
  status: 'active',
  timezone: 'Asia/Kuala_Lumpur',
  expiresOn: null,
  address: null,
});
const outlets = (both: Both): OutletView[] => [
  outlet('8812', 'Bangsar'),
  outlet('8813', both('Mid Valley, level 3, beside the cinema and the bowling alley', 'Mid Valley, aras 3, di sebelah pawagam dan pusat boling')),
];
const unlinked = (both: Both): TicketView => sampleTicket(both, { outlet: null, outletCard: null, linkState: 'unknown' });
const never = (): Promise<never> => new Promise(() => undefined);
const fails = (): Promise<never> => Promise.reject(new EngageError({ code: 'unavailable', message: 'unavailable', requestId: 'req-9f2c' }));

/** What opens over a page: one button per state. `data-dialog` names it for the test that opens each. */
export const dialogSections: readonly { title: readonly [english: string, malay: string]; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: ['Dialogs: templates', 'Dialog: templat'],
    render: ({ say, format, both }) => {
      const picker = (load: () => Promise<readonly TemplateView[]>): TemplateResult =>
        html`<engage-template-picker .say=${say} .format=${format} .load=${load}></engage-template-picker>`;
      return html`<div class="row">
        ${opener(
          both('Templates', 'Templat'),
          picker(() => Promise.resolve(templates(both))),
        )}${opener(
          both('No template', 'Tiada templat'),
          picker(() => Promise.resolve([])),
        )}${opener(both('Templates on their way', 'Templat sedang dimuatkan'), picker(never))}
        ${opener(both('Templates failed', 'Templat gagal'), picker(fails))}
      </div>`;
    },
  },
  {
    title: ['Dialogs: a question with buttons, the outlet', 'Dialog: soalan dengan butang, cawangan'],
    render: ({ say, both }) => {
      const finder = (search: () => Promise<readonly OutletView[]>): TemplateResult =>
        html`<engage-outlet-finder .say=${say} .search=${search}></engage-outlet-finder>`;
      return html`<div class="row">
        ${opener(both('Question', 'Soalan'), html`<engage-button-question start=${both('May a technician come today?', 'Boleh juruteknik datang hari ini?')} .say=${say}></engage-button-question>`)}
        ${opener(
          both('Outlets', 'Cawangan'),
          finder(() => Promise.resolve(outlets(both))),
        )}${opener(
          both('No outlet', 'Tiada cawangan'),
          finder(() => Promise.resolve([])),
        )}${opener(both('Outlets on their way', 'Cawangan sedang dimuatkan'), finder(never))}${opener(both('Outlets failed', 'Cawangan gagal'), finder(fails))}
      </div>`;
    },
  },
  {
    title: ['Dialogs: resolving, keyboard', 'Dialog: selesaikan, papan kekunci'],
    render: ({ say, inboxSay, both }) => html`<div class="row">
      ${opener(both('Resolve, unanswered', 'Selesaikan, belum dijawab'), html`<engage-resolve-dialog .ticket=${sampleTicket(both)} .say=${say}></engage-resolve-dialog>`)}
      ${opener(both('Resolve, no outlet', 'Selesaikan, tiada cawangan'), html`<engage-resolve-dialog .ticket=${unlinked(both)} .say=${say}></engage-resolve-dialog>`)}
      ${opener(both('Resolve a lead', 'Selesaikan prospek'), html`<engage-resolve-dialog .ticket=${{ ...unlinked(both), isLead: true, awaitingSince: null }} .say=${say}></engage-resolve-dialog>`)}
      ${opener(both('Keyboard', 'Papan kekunci'), html`<engage-keyboard-help .say=${inboxSay}></engage-keyboard-help>`)}
    </div>`,
  },
];

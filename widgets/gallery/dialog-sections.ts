import { html, type TemplateResult } from 'lit';
import { EngageError } from '../core/engage-error.ts';
import type { OutletView } from '../../types/outlets.ts';
import type { TemplateView } from '../../types/templates.ts';
import type { Speaker } from './conversation-sections.ts';
import { sampleTicket } from './sample-conversation.ts';
import '../inbox/keyboard-help.ts';
import '../ui/button.ts';
import '../ui/conversation/button-question.ts';
import '../ui/conversation/outlet-finder.ts';
import '../ui/conversation/resolve-dialog.ts';
import '../ui/conversation/template-picker.ts';

const templates: readonly TemplateView[] = [
  {
    id: '1',
    name: 'ticket_follow_up',
    language: 'ms',
    category: 'UTILITY',
    header: { format: 'TEXT', text: 'KedaiPOS' },
    body: 'Hai {{1}}, kami menyusuli tiket {{2}}. Adakah pencetak sudah berfungsi?',
    footer: 'Balas untuk menyambung',
    buttons: [{ type: 'QUICK_REPLY', text: 'Sudah' }],
    variables: [
      { key: 'body.1', example: 'Sri', suggested: 'Sri Devi' },
      { key: 'body.2', example: 'TKT-2026-000001', suggested: null },
    ],
  },
  {
    id: '2',
    name: 'outlet_visit',
    language: 'en',
    category: 'UTILITY',
    header: null,
    body: 'A technician comes today.',
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
const outlets = [outlet('8812', 'Bangsar'), outlet('8813', 'Mid Valley, level 3, beside the cinema and the bowling alley')];
const unlinked = sampleTicket({ outlet: null, outletCard: null, linkState: 'unknown' });
const never = (): Promise<never> => new Promise(() => undefined);
const fails = (): Promise<never> => Promise.reject(new EngageError({ code: 'unavailable', message: 'unavailable', requestId: 'req-9f2c' }));

/** What opens over a page: one button per state. `data-dialog` names it for the test that opens each. */
export const dialogSections: readonly { title: string; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: 'Dialogs: templates',
    render: ({ say }) => {
      const picker = (load: () => Promise<readonly TemplateView[]>): TemplateResult =>
        html`<engage-template-picker .say=${say} .load=${load}></engage-template-picker>`;
      return html`<div class="row">
        ${opener(
          'Templates',
          picker(() => Promise.resolve(templates)),
        )}${opener(
          'No template',
          picker(() => Promise.resolve([])),
        )}${opener('Templates on their way', picker(never))}
        ${opener('Templates failed', picker(fails))}
      </div>`;
    },
  },
  {
    title: 'Dialogs: a question with buttons, the outlet',
    render: ({ say }) => {
      const finder = (search: () => Promise<readonly OutletView[]>): TemplateResult =>
        html`<engage-outlet-finder .say=${say} .search=${search}></engage-outlet-finder>`;
      return html`<div class="row">
        ${opener('Question', html`<engage-button-question start="Boleh juruteknik datang hari ini?" .say=${say}></engage-button-question>`)}
        ${opener(
          'Outlets',
          finder(() => Promise.resolve(outlets)),
        )}${opener(
          'No outlet',
          finder(() => Promise.resolve([])),
        )}${opener('Outlets on their way', finder(never))}${opener('Outlets failed', finder(fails))}
      </div>`;
    },
  },
  {
    title: 'Dialogs: resolving, keyboard',
    render: ({ say, inboxSay }) => html`<div class="row">
      ${opener('Resolve, unanswered', html`<engage-resolve-dialog .ticket=${sampleTicket()} .say=${say}></engage-resolve-dialog>`)}
      ${opener('Resolve, no outlet', html`<engage-resolve-dialog .ticket=${unlinked} .say=${say}></engage-resolve-dialog>`)}
      ${opener('Resolve a lead', html`<engage-resolve-dialog .ticket=${{ ...unlinked, isLead: true, awaitingSince: null }} .say=${say}></engage-resolve-dialog>`)}
      ${opener('Keyboard', html`<engage-keyboard-help .say=${inboxSay}></engage-keyboard-help>`)}
    </div>`,
  },
];

/** A button that opens the dialog beside it. */
function opener(label: string, dialog: TemplateResult): TemplateResult {
  const turn = (element: Element | null, isOpen: boolean): void => {
    if (element) Reflect.set(element, 'open', isOpen);
  };
  const beside = ({ currentTarget }: Event): Element | null =>
    currentTarget instanceof Element ? (currentTarget.parentElement?.lastElementChild ?? null) : null;
  return html`<span data-dialog=${label} @close=${({ currentTarget }: Event) => turn(currentTarget instanceof Element ? currentTarget.lastElementChild : null, false)}
    ><engage-button @click=${(event: Event) => turn(beside(event), true)}>${label}</engage-button>${dialog}</span
  >`;
}

import { html, type TemplateResult } from 'lit';
import type { OutletPerson } from '../../types/outlets.ts';
import type { RenewalRow } from '../../types/renewals.ts';
import { sayIn } from '../core/say-in.ts';
import { cardEnglish } from '../outlet-card/card-english.ts';
import { cardMalay } from '../outlet-card/card-malay.ts';
import type { Both } from './both.ts';
import type { Speaker } from './conversation-sections.ts';
import '../outlet-card/add-person.ts';
import '../outlet-card/card-person.ts';
import '../outlet-card/card-renewal.ts';

const soon = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

function person(name: string, given: Partial<OutletPerson> = {}): OutletPerson {
  const unknown = { email: null, confirmedAt: null, expiresAt: null };
  const marks = {
    isPrimary: false,
    isPayer: false,
    isRecipient: false,
    isExpired: false,
    isListed: true,
    optedIn: false,
    optedOut: false,
    hasWhatsapp: true,
    isUnconfirmed: false,
  };
  return { contactId: '1', name, phone: '+60123456789', source: 'pos', confidence: 90, otherOutlets: 0, ...unknown, ...marks, ...given };
}

const people: readonly OutletPerson[] = [
  person('Sri Devi', {
    ...{ source: 'agent', confidence: 100, email: 'sri.devi@kopitiam.example', otherOutlets: 11 },
    ...{ isRecipient: true, isPayer: true, isPrimary: true, optedIn: true },
  }),
  person('Haji Nordin bin Ismail', { source: 'merchant', confidence: 95, expiresAt: soon(170) }),
  person('Restoran Perniagaan Keluarga Haji Abdul Rahman bin Abdullah & Anak-anak', { source: 'import', confidence: 70, optedOut: true }),
  person('محمد السلام', { isExpired: true, confidence: 0, expiresAt: soon(-5), isListed: false, phone: null, hasWhatsapp: false }),
];

function renewal(given: Partial<RenewalRow> = {}): RenewalRow {
  const about = {
    id: '1',
    oid: '8812',
    fid: '120',
    outletName: 'Bangsar',
    franchiseName: 'Sri Kopitiam',
    outletStatus: 'active' as const,
    contact: null,
    owner: null,
  };
  const now = { status: 'due' as const, outcome: null, paidOn: null, attempts: 1, answeredAt: null, snoozedUntil: null, openTasks: 0, revision: 1 };
  return {
    ...about,
    ...now,
    dueOn: soon(6).slice(0, 10),
    daysLeft: 6,
    price: { amount: '1200.00', currency: 'MYR' },
    last: { channel: 'whatsapp', step: 'd-14', result: 'read', at: soon(-8) },
    next: { step: 'd-1', at: soon(5), reason: 'pressure' },
    ...given,
  };
}

const renewals: readonly RenewalRow[] = [
  renewal(),
  renewal({ status: 'failed', daysLeft: -12, dueOn: soon(-12).slice(0, 10), next: { step: null, at: null, reason: 'complaint' }, openTasks: 2 }),
  renewal({ status: 'paid', outcome: 'recovered', paidOn: soon(-1).slice(0, 10), next: null }),
];

/** Sentences of the card in the language the gallery speaks. */
const sayOf = (both: Both): ReturnType<typeof sayIn<typeof cardEnglish>> => {
  const element = document.createElement('span');
  element.lang = both('en', 'ms');
  return sayIn(element, cardEnglish, cardMalay);
};

/** The parts of the outlet card, each in the states it has. */
export const cardSections: readonly { title: readonly [english: string, malay: string]; isWide?: boolean; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: ['Outlet card: people', 'Kad cawangan: orang'],
    render: ({ both, format }) =>
      html`${people.map((one) => html`<engage-card-person editable .person=${one} .say=${sayOf(both)} .format=${format}></engage-card-person>`)}`,
  },
  {
    title: ['Outlet card: adding a person', 'Kad cawangan: menambah orang'],
    render: ({ both }) =>
      html`<engage-add-person .say=${sayOf(both)}></engage-add-person><engage-add-person .say=${sayOf(both)} error=${sayOf(both)('add.noPhone')} busy></engage-add-person>`,
  },
  {
    title: ['Outlet card: the renewal', 'Kad cawangan: pembaharuan'],
    render: ({ both, format }) =>
      html`${renewals.map((one) => html`<engage-card-renewal .renewal=${one} .say=${sayOf(both)} .format=${format}></engage-card-renewal>`)}`,
  },
];

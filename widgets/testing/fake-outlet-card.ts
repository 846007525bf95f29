import type { OutletCard, OutletPerson } from '../../types/outlets.ts';
import type { OutletRenewals } from '../../types/renewals.ts';
import { ago } from './ago.ts';
import { FakeServer } from './fake-server.ts';

const DAY_MIN = 1440;

/** One outlet's card on the server: what is said about its links changes it as the real server would. */
export class FakeOutletCard {
  card: OutletCard;
  renewals: OutletRenewals;

  constructor(server: FakeServer, card: OutletCard, renewals: OutletRenewals) {
    this.card = card;
    this.renewals = renewals;
    const change = (name: string, run: (contactId: string, person: OutletPerson | undefined) => Partial<OutletCard>): void => {
      server.others.set(`links.${name}`, ({ oid, contactId }) => {
        if (oid !== this.card.oid) FakeServer.fail('not_found');
        const person = this.card.people.find((one) => one.contactId === contactId);
        this.card = { ...this.card, ...run(String(contactId), person) };
        return this.card;
      });
    };
    const each = (run: (person: OutletPerson) => OutletPerson): Partial<OutletCard> => ({ people: this.card.people.map(run) });
    server.others.set('links.card', ({ oid }) => (oid === this.card.oid ? this.card : FakeServer.fail('not_found')));
    server.others.set('renewals.forOutlet', ({ oid }) => (oid === this.card.oid ? this.renewals : FakeServer.fail('not_found')));
    server.others.set('links.add', ({ phone, name }) => {
      if (!/^[+\d\s-]+$/.test(String(phone))) FakeServer.fail('invalid_input');
      const person = FakeOutletCard.person('600', typeof name === 'string' ? name : 'Known already', { source: 'agent', confidence: 100, isListed: false });
      this.card = { ...this.card, people: [...this.card.people, person] };
      return this.card;
    });
    change('remove', (contactId, person) => ({
      people: this.card.people.filter((one) => one !== person),
      rejected: person ? [...this.card.rejected, { contactId, name: person.name, phone: person.phone }] : this.card.rejected,
    }));
    change('restore', (contactId) => {
      const found = this.card.rejected.find((one) => one.contactId === contactId);
      return {
        rejected: this.card.rejected.filter((one) => one !== found),
        people: found ? [...this.card.people, FakeOutletCard.person(contactId, found.name, { phone: found.phone })] : this.card.people,
      };
    });
    change('confirm', (contactId) =>
      each((one) => (one.contactId === contactId ? { ...one, source: 'agent', confidence: 100, isExpired: false, expiresAt: null, confirmedAt: ago(0) } : one)),
    );
    change('makePrimary', (contactId) => each((one) => (one.contactId === contactId ? { ...one, isPrimary: true } : one)));
    change('choosePayer', (contactId) => each((one) => ({ ...one, isPayer: one.contactId === contactId, isRecipient: one.contactId === contactId })));
  }

  /** Somebody who speaks for the outlet: named by the POS, nothing special. */
  static person(contactId: string, name: string, given: Partial<OutletPerson> = {}): OutletPerson {
    return {
      contactId,
      name,
      phone: `+6012345${contactId.padStart(4, '6')}`,
      email: null,
      isUnconfirmed: false,
      isPrimary: false,
      isPayer: false,
      source: 'pos',
      confidence: 90,
      confirmedAt: null,
      expiresAt: null,
      isExpired: false,
      isListed: true,
      optedOut: false,
      optedIn: false,
      isRecipient: false,
      hasWhatsapp: true,
      otherOutlets: 0,
      ...given,
    };
  }

  /** The card of Bangsar with every kind of link. */
  static sample(given: Partial<OutletCard> = {}): OutletCard {
    return {
      oid: '8812',
      fid: '120',
      name: 'Sri Kopitiam Bangsar',
      franchiseName: 'Sri Kopitiam',
      status: 'active',
      timezone: 'Asia/Kuala_Lumpur',
      expiresOn: ago(-14 * DAY_MIN).slice(0, 10),
      address: '12 Jalan Telawi 3, 59100 Kuala Lumpur',
      missingSince: null,
      people: [
        FakeOutletCard.person('501', 'Sri Devi', {
          isRecipient: true,
          isPayer: true,
          isPrimary: true,
          source: 'agent',
          confidence: 100,
          confirmedAt: ago(900),
          email: 'sri@kopitiam.example',
          optedIn: true,
          otherOutlets: 3,
        }),
        FakeOutletCard.person('502', 'Haji Nordin bin Ismail', { source: 'merchant', confidence: 95, expiresAt: ago(-120 * DAY_MIN), isListed: false }),
        FakeOutletCard.person('503', 'Tan Mei Ling', { optedOut: true }),
        FakeOutletCard.person('504', 'Kumar', {
          isExpired: true,
          confidence: 0,
          expiresAt: ago(3 * DAY_MIN),
          isListed: false,
          phone: null,
          hasWhatsapp: false,
        }),
      ],
      rejected: [{ contactId: '505', name: 'Former owner', phone: '+60123450505' }],
      openTickets: [
        { id: '4182', reference: 'TKT-2026-004182', subject: 'Receipt printer prints nothing after update', status: 'open', lastMessageAt: ago(10), unread: 1 },
        { id: '4104', reference: 'TKT-2026-004104', subject: null, status: 'pending_merchant', lastMessageAt: ago(3000), unread: 0 },
      ],
      doneTickets: 12,
      leads: [],
      can: { link: true, renew: true },
      ...given,
    };
  }
}

import { expect, html, oneEvent, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import type { OutletRenewals } from '../../types/renewals.ts';
import { ago } from '../testing/ago.ts';
import { aina } from '../testing/aina.ts';
import { FakeOutletCard } from '../testing/fake-outlet-card.ts';
import { sampleRenewalRow } from '../testing/fake-renewals.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { findDeep } from '../testing/find-deep.ts';
import { sampleTicket } from '../testing/sample-ticket.ts';
import { showWidget } from '../testing/show-widget.ts';
import { textOf } from '../testing/text-of.ts';
import type { OutletCard } from './outlet-card.ts';
import './outlet-card.ts';

/** What the store reads of a renewal is its row. */
const renewals = (given: Parameters<typeof sampleRenewalRow>[1] = {}): OutletRenewals =>
  ({
    asOf: new Date().toISOString(),
    current: sampleRenewalRow(12, { oid: '8812', daysLeft: 14, status: 'due', snoozedUntil: null, ...given }),
    former: [],
  }) as unknown as OutletRenewals;
const noRenewals: OutletRenewals = { asOf: new Date().toISOString(), current: null, former: [] };

describe('engage-outlet-card', () => {
  let server: FakeServer;
  let card: OutletCard;
  let world: FakeOutletCard;

  // axe measures colours: nothing may be half faded in
  before(() => emulateMedia({ reducedMotion: 'reduce' }));
  beforeEach(async () => {
    await setViewport({ width: 1100, height: 900 });
    server = new FakeServer(aina);
    world = new FakeOutletCard(server, FakeOutletCard.sample(), renewals());
  });
  afterEach(() => {
    card.remove();
    server.leave();
    sessionStorage.clear();
  });

  const shows = (text: string): Promise<unknown> =>
    waitUntil(() => textOf(card).includes(text), `"${text}" was never shown; shown: ${textOf(card)}`, { timeout: 4_000 });
  const show = async (options: Parameters<typeof showWidget>[2] = {}, outlet = '8812'): Promise<void> => {
    card = await showWidget<OutletCard>(server, html`<engage-outlet-card outlet=${outlet}></engage-outlet-card>`, { width: 380, height: 1400, ...options });
  };
  const asked = (procedure: string): number => server.calls.filter((call) => call.procedure === procedure).length;

  describe('its states are accessible', () => {
    const states: [name: string, make: () => void, options: Parameters<typeof showWidget>[2], outlet?: string][] = [
      ['full', () => undefined, { until: 'Open the renewal' }],
      ['full and wide', () => undefined, { until: 'Open the renewal', width: 1000 }],
      ['in Malay at 320 px', () => undefined, { until: 'Buka pembaharuan', width: 320, locale: 'ms' }],
      [
        'with nobody and nothing',
        () =>
          Object.assign(world, {
            card: FakeOutletCard.sample({ people: [], rejected: [], openTickets: [], doneTickets: 0, expiresOn: null, address: null }),
            renewals: noRenewals,
          }),
        { until: 'Nobody speaks' },
      ],
      [
        'gone from the POS',
        () => Object.assign(world, { card: FakeOutletCard.sample({ missingSince: ago(2000), status: 'closed', expiresOn: ago(30_000).slice(0, 10) }) }),
        { until: 'no longer lists' },
      ],
      ['to look at only', () => Object.assign(world, { card: FakeOutletCard.sample({ can: { link: false, renew: false } }) }), { until: 'Open the renewal' }],
      [
        'with leads',
        () =>
          Object.assign(world, {
            card: FakeOutletCard.sample({
              leads: [{ id: '4200', reference: 'TKT-2026-004200', subject: 'Second till', status: 'open', lastMessageAt: ago(60), unread: 0 }],
            }),
          }),
        { until: 'Second till' },
      ],
      [
        'paid',
        () => Object.assign(world, { renewals: renewals({ status: 'paid', outcome: 'recovered', paidOn: '2026-11-01', next: null }) }),
        { until: 'Recovered' },
      ],
      ['overdue', () => Object.assign(world, { renewals: renewals({ daysLeft: -4, openTasks: 2, snoozedUntil: '2026-12-01' }) }), { until: '2 tasks' }],
      ['loading', () => server.troubles.set('links.card', 'silence'), {}],
      [
        'the renewal is missing',
        () => server.troubles.set('renewals.forOutlet', { code: 'unavailable', message: 'x' }),
        { until: 'The renewal could not be loaded' },
      ],
      ['error', () => server.troubles.set('links.card', { code: 'internal', message: 'x', requestId: 'req-1' }), { until: 'req-1' }],
      ['an outlet out of scope', () => undefined, { until: 'not available to you' }, '1'],
      ['no outlet given', () => undefined, { until: 'No outlet chosen' }, ''],
      ['signed out', () => undefined, { token: false, until: 'Sign in' }],
    ];
    for (const theme of ['light', 'dark'] as const)
      for (const [name, make, options, outlet] of states)
        it(`${name}, ${theme}`, async () => {
          make();
          await show({ theme, ...options }, outlet);
          await expect(card).to.be.accessible();
        });
  });

  it('says who gets the reminders, where each link comes from and how sure it is', async () => {
    await show({ until: 'Sri Devi' });
    const text = textOf(card);
    for (const words of [
      'Chosen to get the reminders',
      'Confirmed by a colleague · certain',
      'Chosen by the merchant · reliable · until',
      'Named by the POS · reliable',
      'Was named by the POS · no longer used since',
      'Wants no automatic messages',
      'Agreed to offers',
      'Also speaks for 3 other outlets',
      '+60 12-345 6501',
    ])
      expect(text).to.include(words);
  });

  it('calls who has no name by the number, once, and gives them no letters', async () => {
    const phone = '+60123456789';
    world.card = FakeOutletCard.sample({ people: [FakeOutletCard.person('509', phone, { phone })] });
    await show({ until: '+60 12-345 6789' });
    const person = card.shadowRoot?.querySelector('engage-card-person');
    if (!person) throw new Error('nobody is shown');
    expect(textOf(person).split('+60 12-345 6789').length - 1).to.equal(1);
    expect(textOf(person)).not.to.include(phone);
    expect(person.shadowRoot?.querySelector('engage-avatar')?.shadowRoot?.textContent).to.include('?');
  });

  const menuOf = (name: string): HTMLElement => {
    const found = [...(card.shadowRoot?.querySelectorAll('engage-card-person') ?? [])].find((person) => textOf(person).includes(name));
    const menu = found?.shadowRoot?.querySelector<HTMLElement>('engage-menu');
    if (!menu) throw new Error(`${name} has no menu`);
    return menu;
  };
  const choose = (name: string, value: string): boolean => menuOf(name).dispatchEvent(new CustomEvent('choose', { detail: { value } }));

  it('sends the renewals to somebody else, makes the outlet a default, and confirms', async () => {
    await show({ until: 'Sri Devi' });
    choose('Tan Mei Ling', 'choosePayer');
    await shows('The renewals of this outlet go to Tan Mei Ling');
    expect(world.card.people.find((person) => person.isPayer)?.contactId).to.equal('503');
    choose('Haji Nordin', 'makePrimary');
    await shows('New tickets of Haji Nordin bin Ismail come to this outlet');
    choose('Kumar', 'confirm');
    await shows('Kumar is confirmed');
    expect(textOf(card)).not.to.include('no longer used');
  });

  it('takes "wrong person" back by the toast, and later from the list', async () => {
    await show({ until: 'Tan Mei Ling' });
    choose('Tan Mei Ling', 'remove');
    await shows('Tan Mei Ling no longer counts');
    expect(world.card.people.some((person) => person.contactId === '503')).to.equal(false);
    const toaster = card.shadowRoot?.querySelector('engage-toaster');
    toaster?.shadowRoot?.querySelector<HTMLElement>('.toast engage-button')?.click();
    await shows('Tan Mei Ling counts for this outlet again');
    findDeep(card, 'summary')?.click();
    findDeep(card, 'details engage-button')?.click();
    await shows('Former owner counts for this outlet again');
  });

  it('adds a person by keyboard alone; what is no number is said beside the field', async () => {
    await show({ until: 'Sri Devi' });
    card.shadowRoot?.querySelector<HTMLElement>('[data-part=add]')?.focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => findDeep(card, 'engage-add-person'), 'the form');
    await waitUntil(() => card.shadowRoot?.activeElement?.matches('engage-add-person'), 'the first field has the focus');
    await sendKeys({ type: '12' });
    await sendKeys({ press: 'Enter' });
    await shows('This is not a phone number');
    await expect(card).to.be.accessible();
    await sendKeys({ type: '345678x' });
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => asked('links.add') === 1, 'the server was asked');
    await shows('This is not a phone number');
    await sendKeys({ press: 'Backspace' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Puan Siti' });
    await sendKeys({ press: 'Enter' });
    await shows('Puan Siti');
    expect(server.calls.findLast((call) => call.procedure === 'links.add')?.input).to.deep.equal({ oid: '8812', phone: '12345678', name: 'Puan Siti' });
    await waitUntil(() => card.shadowRoot?.activeElement?.matches('[data-part=add]'), 'the focus goes back to where it was');
  });

  it('gives up adding with Escape', async () => {
    await show({ until: 'Sri Devi' });
    card.shadowRoot?.querySelector<HTMLElement>('[data-part=add]')?.click();
    await waitUntil(() => card.shadowRoot?.activeElement?.matches('engage-add-person'), 'the form');
    await sendKeys({ press: 'Escape' });
    await waitUntil(
      () => !findDeep(card, 'engage-add-person') && card.shadowRoot?.activeElement?.matches('[data-part=add]'),
      'the focus is on the button again',
    );
  });

  it('says why a change did not work, and shows what is', async () => {
    await show({ until: 'Sri Devi' });
    server.troubles.set('links.confirm', { code: 'forbidden', message: 'no' });
    choose('Kumar', 'confirm');
    await shows('Your role does not allow this');
  });

  it('says that a typed number is not confirmed, and who can confirm it when it is refused', async () => {
    const phone = '+60123456789';
    world.card = FakeOutletCard.sample({
      people: [FakeOutletCard.person('509', phone, { phone, source: 'agent', confidence: 40, isListed: false, isUnconfirmed: true, hasWhatsapp: false })],
    });
    await show({ until: 'not confirmed yet' });
    expect(textOf(card)).not.to.include('Confirmed by a colleague');
    await expect(card).to.be.accessible();
    server.troubles.set('links.makePrimary', { code: 'forbidden', message: 'no', details: { reason: 'contact_unseen' } });
    card.shadowRoot
      ?.querySelector('engage-card-person')
      ?.shadowRoot?.querySelector('engage-menu')
      ?.dispatchEvent(new CustomEvent('choose', { detail: { value: 'makePrimary' } }));
    await shows('This person belongs to outlets you do not look after');
  });

  it('says when a reminder went out and when it was answered', async () => {
    world.renewals = renewals({
      last: { channel: 'whatsapp', step: 'd-7', result: 'replied', at: new Date(Date.now() - 2 * 86_400_000).toISOString() },
      answeredAt: new Date(Date.now() - 86_400_000).toISOString(),
    });
    await show({ until: 'Answered , Yesterday' });
  });

  it('asks the page to open a ticket or the renewal', async () => {
    await show({ until: 'Open the renewal' });
    const ticket = oneEvent(card, 'engage-ticket-open');
    findDeep(card, 'button.line')?.click();
    expect((await ticket).detail).to.deep.equal({ ticketId: '4182', reference: 'TKT-2026-004182', oid: '8812' });
    const renewal = oneEvent(card, 'engage-renewal-open');
    findDeep(card, 'engage-card-renewal')?.shadowRoot?.querySelector<HTMLElement>('engage-button')?.click();
    expect((await renewal).detail).to.deep.equal({ renewalId: world.renewals.current?.id, oid: '8812' });
  });

  it('says of the renewal what is next and why', async () => {
    world.renewals = renewals({
      next: { step: 'd-7', at: ago(-5000), reason: 'pressure' },
      last: { channel: 'whatsapp', step: 'd-14', result: 'read', at: ago(2000) },
    });
    await show({ until: '7 days before' });
    expect(textOf(card)).to.include('This person has had enough automatic messages for now').and.to.include('Read');
  });

  it('counts days and times from the server’s clock, however far this one is off', async () => {
    const dayMs = 86_400_000;
    const inDays = (days: number): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Kuala_Lumpur' }).format(new Date(Date.now() + days * dayMs));
    world.card = FakeOutletCard.sample({ expiresOn: inDays(60) });
    world.renewals = { ...renewals(), asOf: new Date(Date.now() + 40 * dayMs).toISOString() };
    await show({ until: 'Open the renewal' });
    await shows('in 20 days');
  });

  it('follows pushes about its outlet, its renewal and its tickets, and no others', async () => {
    await show({ until: 'Open the renewal' });
    await waitUntil(() => asked('links.card') === 2 && asked('renewals.forOutlet') === 2, 'loaded, and once more when pushes begin');
    server.push({ t: 'outlet', oid: '9999' }, { t: 'renewal', id: '1', oid: '9999', rev: 1 });
    world.card = FakeOutletCard.sample({ people: [FakeOutletCard.person('700', 'Somebody new')] });
    server.push({ t: 'outlet', oid: '8812' });
    await shows('Somebody new');
    expect([asked('links.card'), asked('renewals.forOutlet')]).to.deep.equal([3, 3]);
    world.renewals = renewals({ status: 'paid', outcome: 'recovered', paidOn: '2026-11-02', next: null });
    server.push({ t: 'renewal', id: '3012', oid: '8812', rev: 4 });
    await shows('Recovered');
    expect(asked('links.card')).to.equal(3);
    server.add(sampleTicket('5000', { outlet: { oid: '8812', fid: '120', name: 'x', franchiseName: 'y' } }));
    world.card = FakeOutletCard.sample({
      openTickets: [{ id: '5000', reference: 'TKT-2026-005000', subject: 'Till frozen', status: 'new', lastMessageAt: ago(0), unread: 1 }],
    });
    server.pushRow('5000');
    await shows('Till frozen');
    server.add(sampleTicket('5001', { outlet: { oid: '8813', fid: '121', name: 'x', franchiseName: 'y' } }));
    const before = asked('links.card');
    server.pushRow('5001');
    await waitUntil(() => server.calls.some((call) => call.procedure === 'tickets.rows' && JSON.stringify(call.input).includes('5001')), 'it was looked at');
    expect(asked('links.card')).to.equal(before);
  });

  it('goes with the record beside it: another outlet, another card', async () => {
    await show({ until: 'Sri Devi' });
    world.card = FakeOutletCard.sample({ oid: '8813', name: 'Nasi Ayam Shah Alam', people: [FakeOutletCard.person('800', 'Ganesan')] });
    card.outlet = '8813';
    await shows('Ganesan');
    expect(textOf(card)).not.to.include('Sri Devi');
  });

  it('keeps what it shows when a refresh fails, and says that it may be old', async () => {
    await show({ until: 'Sri Devi' });
    server.troubles.set('links.card', { code: 'unavailable', message: 'x' });
    server.push({ t: 'outlet', oid: '8812' });
    await shows('the last refresh failed');
    expect(textOf(card)).to.include('Sri Devi');
    await expect(card).to.be.accessible();
    server.troubles.clear();
    findDeep(card, 'engage-banner engage-button')?.click();
    await waitUntil(() => !textOf(card).includes('the last refresh failed') && textOf(card).includes('Sri Devi'), 'fresh again');
  });
});

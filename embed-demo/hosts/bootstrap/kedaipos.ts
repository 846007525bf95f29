/// <reference types="jquery" />
/*
 * KedaiPOS, an old-fashioned back office: Bootstrap 3 and jQuery, many small habits. It knows Engage only as a customer would: the
 * address of engage.js, `configure()`, its tags and their documented events.
 */
import { describeExpiry } from '../describe-expiry.ts';
import type { HostOutlet } from '../describe-outlets.ts';
import { type HostLocale, type HostWord, hostWord } from '../host-words.ts';
import { isOfElement } from '../is-of-element.ts';
import { keepRenewal } from '../keep-renewal.ts';
import { keepTicket } from '../keep-ticket.ts';
import { countLate } from '../count-late.ts';
import { storyStrip } from '../story-strip.ts';
import type { EngageConfiguration } from '../../../types/embed.ts';

interface Session {
  user: string;
  name: string;
  role: string;
  locale: HostLocale;
  theme: 'light' | 'dark' | 'system';
  users: { key: string; name: string; role: string; label: string }[];
}

const [, first = ''] = location.pathname.split('/');
/** What the address is about; the host answers no other. */
const page = first === '' ? 'outlets' : first === 'outlets' ? 'outlet' : first;
document.body.dataset['page'] = page;
const session = await $.getJSON('/api/session').then((answer: Session) => answer);
const say = (key: HostWord, values?: Record<string, string | number>): string => hostWord(session.locale, key, values);
const isDark = session.theme === 'dark' || (session.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.lang = session.locale;
document.documentElement.dataset['look'] = isDark ? 'dark' : 'light';

// the renewal desk begins its day with renewals
if (location.pathname === '/' && session.role === 'renewal' && !document.referrer.startsWith(location.origin)) location.replace('/renewals');
buildSide();
buildTop();
const outlets = await $.getJSON('/api/outlets').then((answer: HostOutlet[]) => answer);
showLate(outlets);
if (page === 'outlets') buildOutlets();
if (page === 'outlet') buildOutlet();
if (page === 'support') buildSupport();
if (page === 'renewals') buildRenewals();
if (page === 'pos') $('<div class="kp-whole">').append($('<engage-pos-sync>')).appendTo('#content');
await startEngage();

/** Everything a customer does to use Engage. */
async function startEngage(): Promise<void> {
  const server = document.querySelector<HTMLMetaElement>('meta[name="engage-url"]')?.content ?? '';
  const { configure } = (await import(/* @vite-ignore */ `${server}/embed/engage.js`)) as { configure: (configuration: EngageConfiguration) => void };
  configure({
    server,
    locale: session.locale,
    theme: session.theme,
    getToken: async () => {
      const answer = await fetch('/engage-token', { method: 'POST' });
      return ((await answer.json()) as { token: string }).token;
    },
  });
  document.addEventListener('engage-unread-change', (event) => {
    const { count } = (event as CustomEvent<{ count: number }>).detail;
    const badge = $('#unread');
    badge.text(count > 99 ? '99+' : String(count)).toggle(count > 0);
  });
  document.addEventListener('engage-outlet-open', (event) => {
    const { oid } = (event as CustomEvent<{ oid: string }>).detail;
    location.assign(`/outlets/${oid}`);
  });
  document.addEventListener('engage-ticket-open', (event) => {
    const { ticketId } = (event as CustomEvent<{ ticketId: string }>).detail;
    if (isOfElement(event, 'engage-renewal-console')) location.assign(`/support?ticket=${ticketId}`);
    if (isOfElement(event, 'engage-outlet-card')) showBeside('tickets', ticketId);
  });
  document.addEventListener('engage-renewal-open', (event) => {
    const { renewalId } = (event as CustomEvent<{ renewalId: string }>).detail;
    if (isOfElement(event, 'engage-outlet-card')) location.assign(`/renewals?renewal=${renewalId}`);
  });
}

function buildSide(): void {
  const side = $('#side');
  side.append($('<div class="kp-logo">').append($('<img alt="">').attr('src', '/kedaipos.svg'), $('<span>').text('KedaiPOS')));
  const link = (key: HostWord, href: string, isOn: boolean): JQuery =>
    $('<a class="kp-nav">')
      .attr('href', href)
      .toggleClass('kp-on', isOn)
      .attr('aria-current', isOn ? 'page' : null)
      .append($('<span>').text(say(key)));
  side.append(link('outlets', '/', page === 'outlets' || page === 'outlet'));
  side.append(link('support', '/support', page === 'support').append($('<span class="kp-count" id="unread">').hide()));
  side.append(link('renewals', '/renewals', page === 'renewals').append($('<span class="kp-count kp-quiet" id="late">').hide()));
  if (session.role === 'admin') side.append(link('posSync', '/pos', page === 'pos'));
  for (const key of ['sales', 'menu', 'stock', 'reports', 'settings'] as const) side.append($('<span class="kp-off" aria-disabled="true">').text(say(key)));
}

function buildTop(): void {
  const top = $('#top');
  const titles: Readonly<Record<string, HostWord>> = { support: 'support', renewals: 'renewals', pos: 'posSync' };
  const title = say(titles[page] ?? 'outlets');
  document.title = `${title} · KedaiPOS`;
  top.append($('<h1 id="title">').text(title));
  const pick = (key: HostWord, id: string, options: [string, string][], value: string, name: string): void => {
    const select = $('<select class="form-control">').attr('id', id);
    for (const [option, label] of options) select.append($('<option>').attr('value', option).text(label));
    select.val(value).on('change', () => {
      void $.ajax({ url: '/session', method: 'POST', contentType: 'application/json', data: JSON.stringify({ [name]: select.val() }) }).then(() => {
        // another person may not see the ticket in the address
        const chosen = session.users.find(({ key }) => key === select.val());
        if (name === 'user') location.assign(chosen?.role === 'renewal' ? '/renewals' : page === 'pos' ? '/' : location.pathname);
        else location.reload();
      });
    });
    top.append($('<label class="kp-pick">').append($('<span>').text(say(key)), select));
  };
  pick(
    'language',
    'locale',
    [
      ['en', 'English'],
      ['ms', 'Bahasa Melayu'],
    ],
    session.locale,
    'locale',
  );
  pick(
    'theme',
    'theme',
    [
      ['light', say('light')],
      ['dark', say('dark')],
      ['system', say('system')],
    ],
    session.theme,
    'theme',
  );
  pick(
    'signedInAs',
    'user',
    session.users.map((user) => [user.key, `${user.name} (${user.label})`]),
    session.user,
    'user',
  );
}

function expiry(outlet: HostOutlet): JQuery {
  const { date, away, tone } = describeExpiry(outlet, session.locale);
  return $('<span>').append($('<span>').text(`${date} `), $('<span>').addClass(`kp-${tone}`).text(away));
}

function statusLabel(outlet: HostOutlet): JQuery {
  return $('<span class="label">')
    .addClass(outlet.status === 'active' ? 'label-success' : outlet.status === 'suspended' ? 'label-warning' : 'label-default')
    .text(say(outlet.status));
}

function buildOutlets(): void {
  const state = { query: '', franchise: '', status: '', from: 0 };
  const size = 15;
  const filters = $('<div class="kp-filters">');
  const head = $('<thead>');
  const rows = $('<tbody id="rows">');
  const foot = $('<div class="kp-foot">');
  const table = $('<table class="table table-hover kp-table">').append(head, rows);
  $('<div class="panel panel-default kp-panel">').append(filters, table, foot).appendTo('#content');
  const select = (label: string, options: [string, string][], change: (value: string) => void): JQuery => {
    const element = $('<select class="form-control">').attr('aria-label', label).append($('<option value="">').text(label));
    for (const [value, text] of options) element.append($('<option>').attr('value', value).text(text));
    return element.on('change', () => {
      change(String(element.val() ?? ''));
      state.from = 0;
      show();
    });
  };
  const query = $('<input class="form-control" type="search" id="query">').attr({ placeholder: say('searchHint'), 'aria-label': say('search') });
  query.on('input', () => {
    state.query = String(query.val() ?? '').toLowerCase();
    state.from = 0;
    show();
  });
  const franchises = [...new Map(outlets.map((outlet) => [outlet.fid, outlet.franchise]))];
  filters.append(
    query,
    select(say('allFranchises'), franchises, (value) => {
      state.franchise = value;
    }),
    select(
      say('anyStatus'),
      (['active', 'suspended', 'closed'] as const).map((status) => [status, say(status)]),
      (value) => {
        state.status = value;
      },
    ),
  );
  head.append(
    $('<tr>').append(
      ...['OID', say('outlet'), say('franchise'), say('state'), say('plan'), say('expires'), say('status')].map((text) => $('<th scope="col">').text(text)),
    ),
  );

  const show = (): void => {
    const found = outlets.filter(
      (outlet) =>
        (state.franchise === '' || outlet.fid === state.franchise) &&
        (state.status === '' || outlet.status === state.status) &&
        (state.query === '' || `${outlet.oid} ${outlet.name} ${outlet.state}`.toLowerCase().includes(state.query)),
    );
    rows.empty();
    for (const outlet of found.slice(state.from, state.from + size)) {
      const href = `/outlets/${outlet.oid}`;
      const row = $('<tr>').append(
        $('<td class="kp-muted">').text(outlet.oid),
        $('<td>').append($('<a>').attr('href', href).text(outlet.name)),
        $('<td>').text(outlet.franchise),
        $('<td>').text(outlet.state),
        $('<td>').text(outlet.plan),
        $('<td>').append(expiry(outlet)),
        $('<td>').append(statusLabel(outlet)),
      );
      row.on('click', () => {
        location.assign(href);
      });
      rows.append(row);
    }
    if (found.length === 0) rows.append($('<tr>').append($('<td colspan="7" class="kp-empty">').text(say('none'))));
    const move = (key: HostWord, by: number, isOff: boolean): JQuery =>
      $('<button type="button" class="btn btn-default">')
        .text(say(key))
        .prop('disabled', isOff)
        .on('click', () => {
          state.from += by;
          show();
        });
    const range = found.length === 0 ? '' : say('shown', { from: state.from + 1, to: Math.min(found.length, state.from + size), count: found.length });
    foot
      .empty()
      .append($('<span>').text(range), $('<span>').append(move('previous', -size, state.from === 0), move('next', size, state.from + size >= found.length)));
  };
  show();
}

function buildOutlet(): void {
  const oid = location.pathname.split('/').pop() ?? '';
  const outlet = outlets.find((candidate) => candidate.oid === oid);
  const record = $('<div>').append($('<div class="kp-crumb">').append($('<a href="/">').text(`‹ ${say('back')}`)));
  const beside = $('<aside class="kp-beside">');
  $('<div class="kp-record">').append(record, beside).appendTo('#content');
  if (outlet === undefined) {
    record.append($('<div class="panel panel-default kp-empty">').text(say('noAccess')));
    return;
  }
  document.title = `${outlet.name} · KedaiPOS`;
  $('#title').text(outlet.name);
  const panel = (title: string, body: JQuery): JQuery => $('<div class="panel panel-default">').append($('<div class="panel-heading">').text(title), body);
  const facts = $('<dl class="kp-facts">');
  const fact = (label: string, value: JQuery | string): void => {
    facts.append($('<dt>').text(label), typeof value === 'string' ? $('<dd>').text(value) : $('<dd>').append(value));
  };
  fact('OID', outlet.oid);
  fact(say('franchise'), `${outlet.franchise} (FID ${outlet.fid})`);
  fact(say('status'), statusLabel(outlet));
  fact(say('plan'), outlet.plan);
  fact(say('expires'), expiry(outlet));
  fact(say('address'), outlet.address ?? say(outlet.isAddressHidden ? 'hidden' : 'noAddress'));
  const seed = Number(outlet.oid);
  const isTrading = outlet.status === 'active';
  const tiles = $('<div class="kp-tiles">');
  const region = `${session.locale}-MY`;
  const money = new Intl.NumberFormat(region, { style: 'currency', currency: 'MYR' });
  const ago = new Intl.RelativeTimeFormat(region, { style: 'short' });
  for (const [label, value] of [
    [say('salesToday'), money.format(isTrading ? 900 + ((seed * 7919) % 340_000) / 100 : 0)],
    [say('orders'), isTrading ? String(40 + ((seed * 31) % 210)) : '0'],
    [say('terminals'), String(outlet.terminals)],
  ] as const)
    tiles.append($('<div class="kp-tile">').append($('<span class="kp-muted">').text(label), $('<b>').text(value)));

  const people = $('<dl class="kp-facts">');
  for (const contact of outlet.contacts) people.append($('<dt>').text(contact.name), $('<dd>').text(contact.phone ?? say('hidden')));
  const terminals = $('<table class="table kp-table">').append(
    $('<thead>').append($('<tr>').append(...[say('terminal'), say('version'), say('lastSeen')].map((text) => $('<th scope="col">').text(text)))),
  );
  const body = $('<tbody>');
  for (let at = 1; at <= outlet.terminals; at += 1)
    body.append(
      $('<tr>').append(
        $('<td>').text(`KP-${outlet.oid}-${at}`),
        $('<td>').text(`5.${(seed + at) % 4}.${(seed * at) % 10}`),
        $('<td class="kp-muted">').text(isTrading ? ago.format(-(1 + ((seed * 7 * at) % 50)), 'minute') : ago.format(-(20 + (seed % 30)), 'day')),
      ),
    );
  terminals.append(body);
  record.append(
    panel(say('details'), $('<div>').append(tiles, facts)),
    panel(say('people'), outlet.contacts.length === 0 ? $('<div class="kp-empty">').text(say('nobody')) : people),
    panel(say('terminals'), terminals),
  );
  const tabs = $('<ul class="nav nav-tabs kp-tabs" role="tablist">').attr('aria-label', say('beside'));
  for (const [name, word] of [
    ['card', 'card'],
    ['tickets', 'tickets'],
  ] as const)
    tabs.append(
      $('<li role="presentation">').append(
        $('<a role="tab">')
          .attr({ href: `#${name}`, id: `tab-${name}`, 'aria-controls': `pane-${name}` })
          .text(say(word))
          .on('click', (event) => {
            event.preventDefault();
            showBeside(name);
          }),
      ),
    );
  const pane = (name: string): JQuery => $('<div class="kp-pane" role="tabpanel">').attr({ id: `pane-${name}`, 'aria-labelledby': `tab-${name}` });
  beside.append(tabs, pane('card'), pane('tickets'));
  showBeside(location.hash === '#tickets' ? 'tickets' : 'card');
}

/** One of the two things beside a record; each is fetched when it is first looked at. */
function showBeside(name: 'card' | 'tickets', ticketId?: string): void {
  const oid = location.pathname.split('/').pop() ?? '';
  const tag = name === 'card' ? 'engage-outlet-card' : 'engage-ticket-panel';
  const shown = $(`#pane-${name}`);
  if (shown.children().length === 0) shown.append($(`<${tag}>`).attr('outlet', oid));
  if (ticketId !== undefined) shown.children().attr('ticket', ticketId);
  for (const one of ['card', 'tickets']) {
    $(`#pane-${one}`).prop('hidden', one !== name);
    $(`#tab-${one}`)
      .attr('aria-selected', String(one === name))
      .parent()
      .toggleClass('active', one === name);
  }
  history.replaceState(history.state, '', `#${name}`);
}

/** What is overdue as of the calendar's day, beside the link to the renewals. */
function showLate(known: readonly HostOutlet[]): void {
  const late = countLate(known);
  $('#late')
    .text(String(late))
    .toggle(late > 0);
}

function buildRenewals(): void {
  const whole = $('<div class="kp-whole">');
  const show = (): void => {
    const renewal = new URLSearchParams(location.search).get('renewal');
    const board = $('<engage-renewal-console>');
    if (renewal !== null) board.attr('renewal', renewal);
    for (const element of board) keepRenewal(element);
    whole.empty().append(board);
  };
  const move = (): void => {
    show();
    $.getJSON('/api/outlets').then(showLate, () => undefined);
  };
  $('#content').append($('<div class="kp-story">').append(storyStrip(session.locale, move)), whole);
  show();
}

function buildSupport(): void {
  const ticket = new URLSearchParams(location.search).get('ticket');
  const inbox = $('<engage-inbox>');
  if (ticket !== null) inbox.attr('ticket', ticket);
  for (const element of inbox) keepTicket(element);
  $('<div class="kp-inbox">').append(inbox).appendTo('#content');
}

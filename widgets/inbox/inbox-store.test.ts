import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { ErrorCode } from '../../types/errors.ts';
import { configure } from '../core/configure.ts';
import { ago } from '../testing/ago.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { findDeep } from '../testing/find-deep.ts';
import { lookIn } from '../testing/look-in.ts';
import { sampleMessage } from '../testing/sample-message.ts';
import { sampleTicket } from '../testing/sample-ticket.ts';
import { sampleWorld } from '../testing/sample-world.ts';
import { showWidget } from '../testing/show-widget.ts';
import { textOf } from '../testing/text-of.ts';
import type { Composer } from '../ui/conversation/composer.ts';
import type { Inbox } from './inbox.ts';
import './inbox.ts';

describe('InboxStore, as the person and the page see it', () => {
  let server: FakeServer;
  let inbox: Inbox;

  beforeEach(async () => {
    await setViewport({ width: 1300, height: 800 });
    server = sampleWorld();
  });
  afterEach(() => {
    inbox.remove();
    server.leave();
    sessionStorage.clear();
  });

  const { shows, hides, button } = lookIn(() => inbox);
  const open = async (ticket = '4182', until = 'Same model failed'): Promise<void> => {
    inbox = await showWidget<Inbox>(server, html`<engage-inbox ticket=${ticket} view="all"></engage-inbox>`, { until });
  };
  const write = async (text: string): Promise<void> => {
    findDeep<Composer>(inbox, '[data-part=composer]')?.focus();
    await sendKeys({ type: text });
  };
  const attach = (...names: string[]): void => {
    const clipboardData = new DataTransfer();
    for (const name of names) clipboardData.items.add(new File([new Uint8Array(2_000)], name, { type: 'image/png' }));
    findDeep(inbox, 'textarea')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
  };
  const calls = (procedure: string): Readonly<Record<string, unknown>>[] =>
    server.calls.filter((call) => call.procedure === procedure).map(({ input }) => input);
  const goOffline = (): void => {
    server.breakSockets();
    server.troubles.set('messages.send', 'offline');
    for (let attempt = 0; attempt < 3; attempt += 1) dispatchEvent(new Event('offline'));
  };
  const comeBack = (): void => {
    server.troubles.clear();
    server.isSocketUp = true;
    dispatchEvent(new Event('online'));
  };

  describe('a reply goes out though the person went on', () => {
    it('written offline, sent when the connection is back, and there when its ticket is opened again', async () => {
      await open();
      goOffline();
      await shows('Replies wait here');
      await write('kami dalam perjalanan');
      await sendKeys({ press: 'Enter' });
      await shows('This goes out by itself');
      inbox.ticket = '4105';
      await shows('Invoice for March');
      await shows('Draft');
      comeBack();
      await waitUntil(() => calls('messages.send').some(({ ticketId }) => ticketId === '4182'), 'it never went out', { timeout: 6_000 });
      inbox.ticket = '4182';
      await shows('kami dalam perjalanan');
      await hides('This goes out by itself');
      expect(server.threads.get('4182')?.filter((item) => item.kind === 'message' && item.text === 'kami dalam perjalanan').length).to.equal(1);
    });

    it('is shown as waiting when its ticket is opened again before that', async () => {
      await open();
      goOffline();
      await shows('Replies wait here');
      await write('masih menunggu');
      await sendKeys({ press: 'Enter' });
      await shows('This goes out by itself');
      inbox.ticket = '4105';
      await hides('This goes out by itself');
      inbox.ticket = '4182';
      await shows('This goes out by itself');
      await shows('masih menunggu');
      comeBack();
      await hides('This goes out by itself', 6_000);
    });

    it('with every one of its files', async () => {
      await open();
      attach('one.png', 'two.png', 'three.png');
      await waitUntil(() => findDeep(inbox, 'engage-attachment-tray'));
      button('Send').click();
      inbox.ticket = '4105';
      await waitUntil(() => calls('messages.send').length === 3, 'not all of them went out');
      expect(calls('POST /api/media').map(({ name }) => name)).to.deep.equal(['one.png', 'two.png', 'three.png']);
      expect(new Set(calls('messages.send').map(({ ticketId }) => ticketId))).to.deep.equal(new Set(['4182']));
    });

    it('and says so when it is refused, with a way back', async () => {
      await open();
      goOffline();
      await shows('Replies wait here');
      await write('are you there?');
      await sendKeys({ press: 'Enter' });
      await shows('This goes out by itself');
      inbox.ticket = '4105';
      await hides('This goes out by itself');
      comeBack();
      server.troubles.set('messages.send', { code: 'forbidden', message: 'x', details: { reason: 'opted_out' } });
      await shows('does not want to be written to first');
      findDeep(inbox, 'engage-toaster')?.shadowRoot?.querySelector<HTMLElement>('engage-button')?.click();
      await waitUntil(() => inbox.ticket === '4182');
      await shows('are you there?');
      button('Discard').click();
      await hides('are you there?');
    });
  });

  it('does not send twice what the server took although its answer got lost', async () => {
    await open();
    server.troubles.set('messages.send', 'offline');
    await write('hilang jawapan');
    await sendKeys({ press: 'Enter' });
    await shows('This goes out by itself');
    const clientKey = String(calls('messages.send')[0]?.['clientKey']);
    server.say(sampleMessage('990', '4182', 0, 'hilang jawapan', { direction: 'out', status: 'sent', clientKey }));
    await hides('This goes out by itself');
    expect(calls('messages.send').length).to.equal(1);
  });

  it('tells the page how many of the person’s tickets are unread, whatever view is shown', async () => {
    const heard: number[] = [];
    const listen = ({ detail }: CustomEvent<{ count: number }>): void => void heard.push(detail.count);
    document.addEventListener('engage-unread-change', listen as EventListener);
    try {
      inbox = await showWidget<Inbox>(server, html`<engage-inbox view="mine"></engage-inbox>`, { until: 'Bubble Time' });
      await waitUntil(() => heard.length === 1);
      inbox.view = 'unassigned';
      await shows('All there is');
      // one more, in a ticket that is not on screen
      server.say(sampleMessage('991', '4101', 0, 'Ada berita?'));
      await waitUntil(() => heard.length === 2, 'the page was never told', { timeout: 4_000 });
      inbox.view = 'done';
      await shows('Nothing resolved');
      expect(heard).to.deep.equal([3, 4]);
    } finally {
      document.removeEventListener('engage-unread-change', listen as EventListener);
    }
  });

  describe('tells the page what failed', () => {
    const failure = (code: ErrorCode): { code: ErrorCode; message: string; requestId: string } => ({ code, message: 'x', requestId: 'req-1' });
    const cases: [name: string, procedure: string, act: () => unknown][] = [
      ['another list', 'tickets.list', () => (inbox.view = 'unassigned')],
      ['the next page', 'tickets.list', () => findDeep(inbox, 'engage-ticket-list')?.dispatchEvent(new CustomEvent('more-wanted'))],
      ['rows of a push', 'tickets.rows', () => server.push({ t: 'ticket', id: '777', rev: 1, at: ago(0), patch: {} })],
      ['a conversation', 'tickets.get', () => (inbox.ticket = '4105')],
      ['older messages', 'tickets.thread', () => findDeep(inbox, 'engage-thread-view')?.dispatchEvent(new Event('load-older'))],
      ['a reply', 'messages.send', () => write('no').then(() => sendKeys({ press: 'Enter' }))],
      [
        'an upload',
        'POST /api/media',
        () => {
          attach('one.png');
          return waitUntil(() => findDeep(inbox, 'engage-attachment-tray')).then(() => button('Send').click());
        },
      ],
      ['templates', 'messages.templates', () => findDeep(inbox, 'engage-icon-button[label="Choose a template"]')?.click()],
      ['a search for outlets', 'outlets.search', () => findDeep(inbox, 'engage-merchant-facts')?.dispatchEvent(new CustomEvent('outlet-choose'))],
    ];
    for (const [name, procedure, act] of cases)
      it(name, async () => {
        server = sampleWorld(60);
        server.threadPage = 3;
        await open();
        const heard: unknown[] = [];
        inbox.addEventListener('engage-error', (event) => heard.push(event instanceof CustomEvent ? event.detail : null));
        server.troubles.set(procedure, failure('rate_limited'));
        await act();
        await waitUntil(() => heard.length > 0, 'the page was never told', { timeout: 4_000 });
        expect(heard).to.deep.equal([{ code: 'rate_limited', message: 'x', requestId: 'req-1' }]);
      });
  });

  it('says that the next tickets could not be loaded, and loads them when asked again', async () => {
    server = sampleWorld(60);
    await open();
    server.troubles.set('tickets.list', { code: 'internal', message: 'x' });
    const scroller = findDeep(inbox, '.scroller');
    await waitUntil(
      () => {
        if (scroller) scroller.scrollTop = scroller.scrollHeight;
        return textOf(inbox).includes('The next tickets could not be loaded');
      },
      'it never said so',
      { timeout: 4_000 },
    );
    const asked = calls('tickets.list').length;
    await expect(inbox).to.be.accessible();
    expect(calls('tickets.list').length, 'it does not ask by itself').to.equal(asked);
    server.troubles.set('tickets.list', 'silence');
    const next = findDeep(inbox, '.next engage-button');
    next?.click();
    await shows('Loading more');
    server.troubles.clear();
    inbox.view = 'unassigned';
    await hides('Loading more');
  });

  it('says that it reconnects when that takes more than a moment', async () => {
    await open();
    server.breakSockets();
    await shows('Reconnecting', 3_000);
    await expect(inbox).to.be.accessible();
    comeBack();
    await hides('Reconnecting');
  });

  it('offers to open a closed ticket again instead of a reply that cannot go out', async () => {
    server.add(sampleTicket('1', { status: 'closed' }), [sampleMessage('1', '1', 30, 'Terima kasih')]);
    await open('1', 'This ticket is closed');
    await expect(inbox).to.be.accessible();
    expect(findDeep(inbox, '[data-part=composer]')?.shadowRoot?.querySelector('engage-textarea')).to.equal(null);
    findDeep(inbox, '[data-part=composer]')?.shadowRoot?.querySelector<HTMLElement>('.shut engage-button')?.click();
    await waitUntil(() => server.tickets.get('1')?.status === 'open');
    await waitUntil(() => findDeep(inbox, 'textarea'));
  });

  it('lets a person send again what nobody confirmed, when the server says so', async () => {
    await open('4190', 'Not sure whether it arrived');
    await shows('It may have arrived; it is not sent twice');
    const message = server.threads.get('4190')?.find((item) => item.kind === 'message' && item.text === 'Not sure whether it arrived');
    server.push({
      t: 'status',
      ticketId: '4190',
      messageId: message?.id ?? '',
      status: 'unknown',
      at: ago(0),
      failure: { code: 'not_confirmed', key: 'not_confirmed', canRetry: true },
    });
    await shows('WhatsApp never confirmed it');
    await expect(inbox).to.be.accessible();
    findDeep(inbox, `[data-key="message:${message?.id}"] engage-message-bubble`)?.shadowRoot?.querySelector<HTMLElement>('.do engage-button')?.click();
    await waitUntil(() => calls('messages.retry').some(({ messageId }) => messageId === message?.id));
    await hides('WhatsApp never confirmed it');
  });

  it('shows nothing of the former person when the page has another one', async () => {
    await open();
    let sub = 'aina';
    const getToken = (): string => `h.${btoa(JSON.stringify({ sub, exp: Date.now() / 1000 + 600 }))}.s`;
    configure({ getToken });
    await shows('Same model failed');
    sub = 'farid';
    server.me = { ...server.me, userId: '8', name: 'Farid Osman' };
    server.tickets.clear();
    server.add(sampleTicket('1', { contact: { id: '1', name: 'Merchant of Farid', phone: null }, outlet: null, linkState: 'unknown' }));
    configure({ getToken });
    await shows('Merchant of Farid');
    await hides('Nasi Ayam Haji');
  });

  it('works on a page without TLS', async () => {
    const real = Object.getOwnPropertyDescriptor(Crypto.prototype, 'randomUUID');
    Reflect.deleteProperty(Crypto.prototype, 'randomUUID');
    try {
      await open();
      await write('dari kedai');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => calls('messages.send').length === 1);
      button('Note').click();
      await waitUntil(() => findDeep<HTMLTextAreaElement>(inbox, 'textarea')?.placeholder.includes('colleagues'));
      await write('a note');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => calls('tickets.addNote').length === 1);
    } finally {
      if (real) Object.defineProperty(Crypto.prototype, 'randomUUID', real);
    }
  });
});

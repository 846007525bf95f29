import { useCallback, useEffect, useState } from 'react';
import type { EngageEvents } from '../../../types/embed.ts';
import { countLate } from '../count-late.ts';
import { hostWord } from '../host-words.ts';
import { isOfElement } from '../is-of-element.ts';
import { type BackOffice, loadBackOffice } from './load-back-office.ts';
import { OutletList } from './outlet-list.tsx';
import { OutletRecord } from './outlet-record.tsx';
import { RenewalsPage } from './renewals-page.tsx';
import { SessionMenu } from './session-menu.tsx';
import { SupportPage } from './support-page.tsx';

/** The frame of Niaga Cloud: navigation, session, and the page the address names. */
export function NiagaApp({ office }: { office: BackOffice }) {
  const [path, setPath] = useState(() => {
    // the renewal desk begins its day with renewals
    const isFirst = location.pathname === '/' && office.role === 'renewal' && !document.referrer.startsWith(location.origin);
    if (isFirst) history.replaceState(null, '', '/renewals');
    return location.pathname;
  });
  const [unread, setUnread] = useState(0);
  const say = hostWord.bind(null, office.locale);
  const go = (next: string): void => {
    history.pushState(null, '', next);
    setPath(new URL(next, location.href).pathname);
  };
  useEffect(() => {
    const back = (): void => {
      setPath(location.pathname);
    };
    const count = (event: Event): void => {
      setUnread((event as CustomEvent<EngageEvents['engage-unread-change']>).detail.count);
    };
    const open = (event: Event): void => {
      go(`/outlets/${(event as CustomEvent<EngageEvents['engage-outlet-open']>).detail.oid}`);
    };
    const ticket = (event: Event): void => {
      if (isOfElement(event, 'engage-renewal-console')) go(`/support?ticket=${(event as CustomEvent<EngageEvents['engage-ticket-open']>).detail.ticketId}`);
    };
    const renewal = (event: Event): void => {
      if (isOfElement(event, 'engage-outlet-card')) go(`/renewals?renewal=${(event as CustomEvent<EngageEvents['engage-renewal-open']>).detail.renewalId}`);
    };
    document.addEventListener('engage-ticket-open', ticket);
    document.addEventListener('engage-renewal-open', renewal);
    addEventListener('popstate', back);
    document.addEventListener('engage-unread-change', count);
    document.addEventListener('engage-outlet-open', open);
    return () => {
      document.removeEventListener('engage-ticket-open', ticket);
      document.removeEventListener('engage-renewal-open', renewal);
      removeEventListener('popstate', back);
      document.removeEventListener('engage-unread-change', count);
      document.removeEventListener('engage-outlet-open', open);
    };
  }, []);

  const isSupport = path.startsWith('/support');
  const isRenewals = path.startsWith('/renewals');
  const isPos = path.startsWith('/pos');
  const [late, setLate] = useState(() => countLate(office.outlets));
  const recount = useCallback(() => {
    loadBackOffice().then(
      ({ outlets }) => setLate(countLate(outlets)),
      () => undefined,
    );
  }, []);
  const outlet = /^\/outlets\/(\d+)/.exec(path)?.[1];
  const link = (href: string, text: string, isOn: boolean, count = 0) => (
    <a
      className="nav-link"
      href={href}
      aria-current={isOn ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault();
        go(href);
      }}
    >
      {text}
      {count > 0 && <span className="nav-count">{count > 99 ? '99+' : count}</span>}
    </a>
  );
  return (
    <div className="app">
      <header className="bar">
        <span className="brand">
          <img src="/niaga.svg" alt="" width="28" height="28" /> Niaga Cloud
        </span>
        <nav className="nav" aria-label="Niaga Cloud">
          {link('/', say('outlets'), !isSupport && !isRenewals && !isPos)}
          {link('/support', say('support'), isSupport, unread)}
          {link('/renewals', say('renewals'), isRenewals, late)}
          {office.role === 'admin' && link('/pos', say('posSync'), isPos)}
        </nav>
        <SessionMenu office={office} />
      </header>
      {isSupport ? (
        <SupportPage />
      ) : isRenewals ? (
        <RenewalsPage locale={office.locale} onMove={recount} />
      ) : isPos ? (
        <main className="page page-support">
          <engage-pos-sync />
        </main>
      ) : outlet === undefined ? (
        <OutletList office={office} go={go} />
      ) : (
        <OutletRecord key={outlet} office={office} oid={outlet} go={go} />
      )}
    </div>
  );
}

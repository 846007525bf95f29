import { useEffect, useState } from 'react';
import type { EngageEvents } from '../../../types/embed.ts';
import { type HostLocale, hostWord } from '../host-words.ts';
import { isOfElement } from '../is-of-element.ts';

type Tab = 'card' | 'tickets';

/** The outlet's card and its tickets, one at a time; each is fetched when it is first looked at. A ticket chosen on the card opens beside it. */
export function BesideRecord({ oid, locale }: { oid: string; locale: HostLocale }) {
  const [tab, setTab] = useState<Tab>(location.hash === '#tickets' ? 'tickets' : 'card');
  const [seen, setSeen] = useState<readonly Tab[]>([tab]);
  const [ticket, setTicket] = useState<string | null>(null);
  const show = (next: Tab): void => {
    setTab(next);
    setSeen((known) => [...known, next]);
    history.replaceState(history.state, '', `#${next}`);
  };
  useEffect(() => {
    const open = (event: Event): void => {
      if (!isOfElement(event, 'engage-outlet-card')) return;
      setTicket((event as CustomEvent<EngageEvents['engage-ticket-open']>).detail.ticketId);
      show('tickets');
    };
    document.addEventListener('engage-ticket-open', open);
    return () => document.removeEventListener('engage-ticket-open', open);
  }, []);
  return (
    <>
      <div className="tabs" role="tablist" aria-label={hostWord(locale, 'beside')}>
        {(['card', 'tickets'] as const).map((name) => (
          <button key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={tab === name} aria-controls={`pane-${name}`} onClick={() => show(name)}>
            {hostWord(locale, name)}
          </button>
        ))}
      </div>
      <div className="pane pane-card" role="tabpanel" id="pane-card" aria-labelledby="tab-card" hidden={tab !== 'card'}>
        {seen.includes('card') && <engage-outlet-card outlet={oid} />}
      </div>
      <div className="pane" role="tabpanel" id="pane-tickets" aria-labelledby="tab-tickets" hidden={tab !== 'tickets'}>
        {seen.includes('tickets') && <engage-ticket-panel outlet={oid} {...(ticket === null ? {} : { ticket })} />}
      </div>
    </>
  );
}

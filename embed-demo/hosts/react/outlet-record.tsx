import { hostWord } from '../host-words.ts';
import { BesideRecord } from './beside-record.tsx';
import { ExpiryText } from './expiry-text.tsx';
import type { BackOffice } from './load-back-office.ts';

/** One outlet with its facts, and its card and tickets beside them. */
export function OutletRecord({ office, oid, go }: { office: BackOffice; oid: string; go: (path: string) => void }) {
  const say = hostWord.bind(null, office.locale);
  const outlet = office.outlets.find((candidate) => candidate.oid === oid);
  const back = (
    <a
      className="back"
      href="/"
      onClick={(event) => {
        event.preventDefault();
        go('/');
      }}
    >
      ← {say('back')}
    </a>
  );
  if (outlet === undefined) {
    return (
      <main className="page">
        {back}
        <p className="empty">{say('noAccess')}</p>
      </main>
    );
  }
  return (
    <main className="page record">
      <section>
        {back}
        <h1>{outlet.name}</h1>
        <p className="lead">
          {outlet.franchise} · FID {outlet.fid} · OID {outlet.oid}
        </p>
        <dl className="facts">
          <dt>{say('status')}</dt>
          <dd>
            <span className={`pill pill-${outlet.status}`}>{say(outlet.status)}</span>
          </dd>
          <dt>{say('expires')}</dt>
          <dd>
            <ExpiryText outlet={outlet} locale={office.locale} />
          </dd>
          <dt>{say('plan')}</dt>
          <dd>{outlet.plan}</dd>
          <dt>{say('terminals')}</dt>
          <dd>{outlet.terminals}</dd>
          <dt>{say('address')}</dt>
          <dd>{outlet.address ?? say(outlet.isAddressHidden ? 'hidden' : 'noAddress')}</dd>
        </dl>
        <h2>{say('people')}</h2>
        {outlet.contacts.length === 0 ? (
          <p className="muted">{say('nobody')}</p>
        ) : (
          <ul className="people">
            {outlet.contacts.map((contact) => (
              <li key={contact.name}>
                <strong>{contact.name}</strong> <span className="muted">{contact.phone ?? say('hidden')}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <aside className="beside">
        <BesideRecord oid={outlet.oid} locale={office.locale} />
      </aside>
    </main>
  );
}

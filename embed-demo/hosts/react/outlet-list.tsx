import { useState } from 'react';
import { hostWord } from '../host-words.ts';
import { ExpiryText } from './expiry-text.tsx';
import type { BackOffice } from './load-back-office.ts';

/** The outlets as cards, filtered while typing. */
export function OutletList({ office, go }: { office: BackOffice; go: (path: string) => void }) {
  const [query, setQuery] = useState('');
  const [franchise, setFranchise] = useState('');
  const [status, setStatus] = useState('');
  const [shown, setShown] = useState(24);
  const say = hostWord.bind(null, office.locale);
  const found = office.outlets.filter(
    (outlet) =>
      (franchise === '' || outlet.fid === franchise) &&
      (status === '' || outlet.status === status) &&
      `${outlet.oid} ${outlet.name} ${outlet.state}`.toLowerCase().includes(query.toLowerCase()),
  );
  const pick = (id: string, label: string, value: string, options: (readonly [string, string])[], choose: (value: string) => void) => (
    <select
      id={id}
      aria-label={label}
      value={value}
      onChange={(event) => {
        choose(event.target.value);
        setShown(24);
      }}
    >
      <option value="">{label}</option>
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
  return (
    <main className="page">
      <div className="page-head">
        <h1>{say('outlets')}</h1>
        <input
          id="query"
          type="search"
          value={query}
          placeholder={say('searchHint')}
          aria-label={say('search')}
          onChange={(event) => {
            setQuery(event.target.value);
          }}
        />
        {pick('franchise', say('allFranchises'), franchise, [...new Map(office.outlets.map((outlet) => [outlet.fid, outlet.franchise]))], setFranchise)}
        {pick(
          'status',
          say('anyStatus'),
          status,
          (['active', 'suspended', 'closed'] as const).map((one) => [one, say(one)]),
          setStatus,
        )}
      </div>
      {found.length === 0 && <p className="empty">{say('none')}</p>}
      <div className="cards">
        {found.slice(0, shown).map((outlet) => (
          <a
            key={outlet.oid}
            className="card"
            href={`/outlets/${outlet.oid}`}
            onClick={(event) => {
              event.preventDefault();
              go(`/outlets/${outlet.oid}`);
            }}
          >
            <span className="card-top">
              <strong>{outlet.name}</strong>
              <span className={`pill pill-${outlet.status}`}>{say(outlet.status)}</span>
            </span>
            <span className="muted">
              OID {outlet.oid} · {outlet.state} · {outlet.plan}
            </span>
            <ExpiryText outlet={outlet} locale={office.locale} />
          </a>
        ))}
      </div>
      {found.length > 0 && <p className="count">{say('shown', { from: 1, to: Math.min(shown, found.length), count: found.length })}</p>}
      {found.length > shown && (
        <button
          type="button"
          className="more"
          onClick={() => {
            setShown(shown + 48);
          }}
        >
          {say('more')}
        </button>
      )}
    </main>
  );
}

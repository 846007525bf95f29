import { type HostWord, hostWord } from '../host-words.ts';
import type { BackOffice } from './load-back-office.ts';

/** Who is signed in, in which language and look: the switches of the demo. A change reloads, as signing in again would. */
export function SessionMenu({ office }: { office: BackOffice }) {
  const say = (key: HostWord): string => hostWord(office.locale, key);
  const change = (part: { user?: string; locale?: string; theme?: string }): void => {
    void fetch('/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(part) }).then(() => {
      // another person may not see the ticket in the address
      if (typeof part.user === 'string') {
        const { role } = office.users.find(({ key }) => key === part.user) ?? {};
        location.assign(role === 'renewal' ? '/renewals' : location.pathname === '/pos' ? '/' : location.pathname);
      } else location.reload();
    });
  };
  return (
    <div className="session">
      <select id="locale" aria-label={say('language')} value={office.locale} onChange={(event) => change({ locale: event.target.value })}>
        <option value="en">English</option>
        <option value="ms">Bahasa Melayu</option>
      </select>
      <select id="theme" aria-label={say('theme')} value={office.theme} onChange={(event) => change({ theme: event.target.value })}>
        {(['light', 'dark', 'system'] as const).map((theme) => (
          <option key={theme} value={theme}>
            {say(theme)}
          </option>
        ))}
      </select>
      <select id="user" aria-label={say('signedInAs')} value={office.user} onChange={(event) => change({ user: event.target.value })}>
        {office.users.map((user) => (
          <option key={user.key} value={user.key}>
            {user.name} ({user.label})
          </option>
        ))}
      </select>
    </div>
  );
}

import { useCallback, useState } from 'react';
import type { HostLocale } from '../host-words.ts';
import { keepRenewal } from '../keep-renewal.ts';
import { storyStrip } from '../story-strip.ts';

/** The renewal console over the whole page, below the strip with which the demo's story is played; it begins with the renewal the address names. */
export function RenewalsPage({ locale, onMove }: { locale: HostLocale; onMove: () => void }) {
  const [turn, setTurn] = useState(0);
  const [renewal, setRenewal] = useState(() => new URLSearchParams(location.search).get('renewal'));
  const remember = useCallback((board: HTMLElement | null) => {
    if (board !== null) keepRenewal(board);
  }, []);
  const story = useCallback(
    (place: HTMLElement | null) => {
      const begin = (): void => {
        setRenewal(new URLSearchParams(location.search).get('renewal'));
        setTurn((turns) => turns + 1);
        onMove();
      };
      place?.replaceChildren(storyStrip(locale, begin));
    },
    [locale, onMove],
  );
  return (
    <main className="page page-support page-renewals">
      <div className="story-place" ref={story} />
      <engage-renewal-console key={turn} ref={remember} {...(renewal === null ? {} : { renewal })} />
    </main>
  );
}

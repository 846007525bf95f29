import type { EngageEvents } from '../../types/embed.ts';

/** Keeps the renewal that is open in the console in the page's address, until it is closed: a reload, and Back from another page, open it again. */
export function keepRenewal(console: EventTarget): void {
  const put = (renewalId: string | null): void => {
    const address = new URL(location.href);
    if (renewalId === null) address.searchParams.delete('renewal');
    else address.searchParams.set('renewal', renewalId);
    history.replaceState(history.state, '', address);
  };
  console.addEventListener('engage-renewal-open', (event) => put((event as CustomEvent<EngageEvents['engage-renewal-open']>).detail.renewalId));
  console.addEventListener('engage-renewal-close', () => put(null));
}

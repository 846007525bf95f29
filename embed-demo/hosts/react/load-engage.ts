import type { EngageConfiguration } from '../../../types/embed.ts';

/** Loads engage.js from the Engage server and configures it: all that a customer does. */
export async function loadEngage(more: Pick<EngageConfiguration, 'locale' | 'theme'>): Promise<void> {
  const server = document.querySelector<HTMLMetaElement>('meta[name="engage-url"]')?.content ?? '';
  const { configure } = (await import(/* @vite-ignore */ `${server}/embed/engage.js`)) as { configure: (configuration: EngageConfiguration) => void };
  configure({
    server,
    ...more,
    getToken: async () => {
      const answer = await fetch('/engage-token', { method: 'POST' });
      return ((await answer.json()) as { token: string }).token;
    },
  });
}

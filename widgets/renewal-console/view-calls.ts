import type { Api } from '../core/api.ts';
import type { Live } from '../core/live.ts';
import type { RenewalSettingsCalls, TemplateCalls } from '../ui/renewal/renewal-act.ts';

/** What the views of settings and templates may ask the server. */
export interface ViewCalls {
  settings: RenewalSettingsCalls;
  templates: TemplateCalls;
}

/** Their calls over a connection; `changed` hears that what reminders depend on is another now; `live` pushes what others change. `api` rejects while there is none. */
export function viewCalls(api: () => Api, changed: () => void, live: () => Live | undefined = () => undefined): ViewCalls {
  const registry = async (): ReturnType<TemplateCalls['list']> => api().templates.registry.query(undefined);
  const tell = <Answer>(answer: Answer): Answer => {
    changed();
    return answer;
  };
  return {
    settings: {
      load: async () => api().renewals.settings.query(undefined),
      save: async ({ revision = 'none', ...settings }) => tell(await api().renewals.saveSettings.mutate({ settings, revision })),
      simulate: async (input, signal) => api().renewals.simulate.query(input, signal ? { signal } : {}),
      templates: registry,
    },
    templates: {
      list: registry,
      listen: (heard) => live()?.listen({ delta: (delta) => (delta.t === 'template' ? heard() : undefined) }) ?? (() => undefined),
      preview: async (input) => api().templates.preview.query(input),
      bind: async (input) => tell(await api().templates.bind.mutate(input)),
      refresh: async () => tell(await api().templates.sync.mutate(undefined)),
      examples: async (query) => (await api().renewals.list.query({ tab: 'all', query, limit: 8 })).rows,
    },
  };
}

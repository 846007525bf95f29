import { html, type TemplateResult } from 'lit';
import { EngageError } from '../core/engage-error.ts';
import { TEMPLATE_STATUSES, type TemplateFamily } from '../../types/templates.ts';
import type { TemplateCalls } from '../ui/renewal/renewal-act.ts';
import type { Speaker } from './conversation-sections.ts';
import { galleryMe } from './gallery-people.ts';
import { sampleRenewalRow } from './sample-renewals.ts';
import { everyStatus, sampleFamilies } from './sample-settings.ts';
import '../ui/renewal/binding-editor.ts';
import '../ui/renewal/template-family.ts';
import '../ui/renewal/template-preview.ts';
import '../ui/renewal/template-registry.ts';

const admin = { ...galleryMe, role: 'admin' as const, can: { ...galleryMe.can, renew: true, administer: true } };
const failure = new EngageError({ code: 'unavailable', message: 'unavailable', requestId: 'req-52bb' });
const families = sampleFamilies();
const [csat, overdue, reminder, absent] = families;
const statuses = everyStatus(TEMPLATE_STATUSES);

/** Answers as the server would: blanks filled with Meta's examples. */
const calls = (list: () => Promise<readonly TemplateFamily[]>): TemplateCalls => ({
  list,
  preview: ({ name, language }) => {
    const variant = [...families, statuses].flatMap(({ variants }) => variants).find((one) => one.name === name && (!language || one.language === language));
    const body =
      variant?.body.replace(/\{\{(\w+)\}\}/g, (_blank, key: string) => variant.variables.find((one) => one.key === `body.${key}`)?.example ?? '') ?? '';
    return Promise.resolve({
      language: variant?.language ?? 'en',
      header: null,
      body,
      footer: null,
      buttons: variant?.buttons ?? [],
      missing: name === 'csat_request_v1' ? ['body.2'] : [],
    });
  },
  bind: () => Promise.resolve(),
  refresh: () => Promise.resolve({ read: 8, added: 0, changed: [], removed: 0, failed: 0, at: new Date().toISOString() }),
  examples: () => Promise.resolve([sampleRenewalRow()]),
});
const known = calls(() => Promise.resolve(families));
const never = calls(() => new Promise(() => undefined));
const fails = calls(() => Promise.reject(failure));
const none = calls(() => Promise.resolve([]));

/** The registry of templates. */
export const registrySections: readonly { title: readonly [english: string, malay: string]; isWide?: boolean; render: (speaker: Speaker) => TemplateResult }[] =
  [
    {
      title: ['Templates: the list, loading, failed, none', 'Templat: senarai, dimuatkan, gagal, tiada'],
      render: ({ format }) =>
        html`<div class="stack">${[known, never, fails, none].map((one) => html`<div class="framed"><engage-template-registry .calls=${one} .me=${admin} .format=${format}></engage-template-registry></div>`)}</div>`,
    },
    {
      title: ['Templates: stopped and refused, another category, not there', 'Templat: terhenti dan ditolak, kategori lain, tiada'],
      render: ({ format }) =>
        html`<div class="stack">
        ${[overdue, csat, absent].map((family) => html`<engage-template-family can-change .family=${family ?? null} .calls=${known} .format=${format}></engage-template-family>`)}
      </div>`,
    },
    {
      title: ['Templates: blanks and preview', 'Templat: ruang kosong dan pratonton'],
      render: ({ format }) =>
        html`<div class="stack">
        <engage-binding-editor .variant=${csat?.variants[0] ?? null} .bind=${known.bind}></engage-binding-editor><engage-binding-editor disabled .variant=${csat?.variants[0] ?? null}></engage-binding-editor>
        <engage-template-preview .variant=${csat?.variants[0] ?? null} .calls=${known} .format=${format}></engage-template-preview>
      </div>`,
    },
    {
      title: ['Templates: one, in every status', 'Templat: satu, dalam setiap status'],
      isWide: true,
      render: ({ format }) => html`<div class="stack">
      <engage-template-family .family=${statuses} .calls=${known} .format=${format}></engage-template-family><engage-template-family can-change .family=${reminder ?? null} .calls=${known} .format=${format}></engage-template-family>
    </div>`,
    },
  ];

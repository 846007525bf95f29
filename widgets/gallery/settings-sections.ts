import { html, type TemplateResult } from 'lit';
import { EngageError } from '../core/engage-error.ts';
import type { RenewalSettings } from '../../types/renewal-settings.ts';
import type { RenewalSettingsCalls } from '../ui/renewal/renewal-act.ts';
import type { Both } from './both.ts';
import type { Speaker } from './conversation-sections.ts';
import { galleryMe } from './gallery-people.ts';
import { opener } from './opener.ts';
import { sampleFamilies, sampleSettings, sampleSimulation } from './sample-settings.ts';
import '../ui/renewal/cadence-editor.ts';
import '../ui/renewal/holiday-editor.ts';
import '../ui/renewal/renewal-settings.ts';
import '../ui/renewal/settings-save.ts';
import '../ui/renewal/simulation-calendar.ts';
import '../ui/renewal/simulation-result.ts';
import '../ui/renewal/simulation-view.ts';

const admin = { ...galleryMe, role: 'admin' as const, can: { ...galleryMe.can, renew: true, administer: true } };
const agent = { ...galleryMe, can: { ...galleryMe.can, renew: true, administer: false } };
const templates = ['renewal_reminder_v1', 'renewal_overdue_v1'].map((value) => ({ value, label: value }));
const failure = new EngageError({ code: 'unavailable', message: 'unavailable', requestId: 'req-41aa' });

const calls = (both: Both, load?: () => Promise<RenewalSettings>): RenewalSettingsCalls => ({
  load: load ?? (() => Promise.resolve(sampleSettings(both))),
  save: (settings) => Promise.resolve(settings),
  simulate: ({ mode, settings }) => Promise.resolve(sampleSimulation(mode, (settings.cadence?.length ?? 4) / 4)),
  templates: () => Promise.resolve(sampleFamilies()),
});
/** One per gallery: what is given anew with each drawing would be asked anew. */
const remembered = new Map<string, RenewalSettingsCalls>();
const callsOf = (both: Both, name: string, load?: () => Promise<RenewalSettings>): RenewalSettingsCalls => {
  const key = `${name} ${both('en', 'ms')}`;
  const known = remembered.get(key) ?? calls(both, load);
  remembered.set(key, known);
  return known;
};

/** Settings of reminders and their simulation. */
export const settingsSections: readonly { title: readonly [english: string, malay: string]; isWide?: boolean; render: (speaker: Speaker) => TemplateResult }[] =
  [
    {
      title: ['Settings: cadence, holidays', 'Tetapan: langkah, cuti'],
      render: ({ both, format }) => {
        const { cadence, holidays } = sampleSettings(both);
        return html`<div class="stack">
        <engage-cadence-editor .steps=${cadence} .templates=${templates}></engage-cadence-editor><engage-cadence-editor disabled .steps=${cadence.slice(0, 1)} .templates=${templates}></engage-cadence-editor>
        <engage-holiday-editor .holidays=${holidays} .format=${format}></engage-holiday-editor><engage-holiday-editor disabled .holidays=${[]} .format=${format}></engage-holiday-editor>
      </div>`;
      },
    },
    {
      title: ['Settings: only to look at, loading, failed', 'Tetapan: lihat sahaja, dimuatkan, gagal'],
      render: ({ both, format }) => html`<div class="stack">
      <div class="framed deep scrolls"><engage-renewal-settings .calls=${callsOf(both, 'agent')} .me=${agent} .format=${format}></engage-renewal-settings></div>
      <div class="framed"><engage-renewal-settings .calls=${callsOf(both, 'never', () => new Promise(() => undefined))} .me=${admin} .format=${format}></engage-renewal-settings></div>
      <div class="framed"><engage-renewal-settings .calls=${callsOf(both, 'fails', () => Promise.reject(failure))} .me=${admin} .format=${format}></engage-renewal-settings></div>
    </div>`,
    },
    {
      title: ['Simulation: before it runs, compared, nothing to send', 'Simulasi: sebelum bermula, dibandingkan, tiada yang dihantar'],
      render: ({ both, format }) => {
        const empty = { ...sampleSimulation('ahead', 0), messages: 0, list: [] };
        return html`<div class="stack">
        <engage-simulation-view allowed .settings=${sampleSettings(both)} .saved=${sampleSettings(both)} .simulate=${callsOf(both, 'view').simulate} .format=${format}></engage-simulation-view>
        <engage-simulation-result mode="ahead" .simulation=${sampleSimulation('ahead', 1.5)} .saved=${sampleSimulation('ahead')} .format=${format}></engage-simulation-result>
        <engage-simulation-result mode="ahead" .simulation=${empty} .format=${format}></engage-simulation-result>
      </div>`;
      },
    },
    {
      title: ['Simulation: last quarter', 'Simulasi: suku tahun lepas'],
      isWide: true,
      render: ({ format }) => html`<engage-simulation-result mode="back" .simulation=${sampleSimulation('back')} .format=${format}></engage-simulation-result>`,
    },
    {
      title: ['Simulation: the calendar alone', 'Simulasi: kalendar sahaja'],
      render: ({ format }) => html`<engage-simulation-calendar .simulation=${sampleSimulation('ahead')} .format=${format}></engage-simulation-calendar>`,
    },
    {
      title: ['Settings: the whole page', 'Tetapan: halaman penuh'],
      isWide: true,
      render: ({ both, format }) =>
        html`<div class="framed"><engage-renewal-settings .calls=${callsOf(both, 'whole')} .me=${admin} .format=${format}></engage-renewal-settings></div>`,
    },
  ];

/** The question before settings are saved. */
export const settingsDialogs: readonly { title: readonly [english: string, malay: string]; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: ['Dialogs: saving settings', 'Dialog: menyimpan tetapan'],
    render: ({ both }) =>
      html`<div class="row">
        ${opener(
          'settings-save',
          html`<engage-settings-save
            .error=${failure}
            .changes=${[{ path: 'mostPerCycle', name: both('Most reminders for one renewal', 'Had peringatan bagi satu pembaharuan'), before: '4', after: '5' }]}
          ></engage-settings-save>`,
        )}
      </div>`,
  },
];

import { html, type TemplateResult } from 'lit';
import { EngageError } from '../core/engage-error.ts';
import type { RenewalView } from '../../types/renewals.ts';
import type { Both } from './both.ts';
import type { Speaker } from './conversation-sections.ts';
import { galleryMe } from './gallery-people.ts';
import { opener } from './opener.ts';
import { formerRenewals, refusedPreview, renewalStates, sampleExplanation, samplePreview, sampleRenewal } from './sample-renewals.ts';
import '../ui/renewal/renewal-detail.ts';
import '../ui/renewal/renewal-explain.ts';
import '../ui/renewal/renewal-form.ts';
import '../ui/renewal/renewal-history.ts';
import '../ui/renewal/renewal-plan.ts';
import '../ui/renewal/renewal-send.ts';
import '../ui/renewal/renewal-sides.ts';
import '../ui/whatsapp-preview.ts';

/** May do everything with renewals. */
const me = { ...galleryMe, can: { ...galleryMe.can, renew: true, administer: true } };
const guest = { ...me, can: { ...me.can, renew: false } };
const colleagues = [
  { userId: '2', name: 'Aina Rahman', role: 'renewal' as const },
  { userId: '3', name: 'Farid Osman', role: 'renewal' as const },
];
const failure = (code: 'unavailable' | 'not_found' | 'conflict'): EngageError => new EngageError({ code, message: code, requestId: 'req-7f2c' });

const detail = ({ format }: Speaker, renewal: RenewalView | null, who = me, error: EngageError | null = null): TemplateResult =>
  html`<div class="framed"><engage-renewal-detail .renewal=${renewal} .former=${renewal ? formerRenewals() : []} .me=${who} .colleagues=${colleagues} .format=${format} .error=${error}></engage-renewal-detail></div>`;

const longBody = (both: Both): string =>
  both(
    'Hi {{1}}, your outlets are due: {{2}}. Pay here: {{3}}\n\n_Thank you_ for being with us. If something is wrong, reply and a person answers.',
    'Hai {{1}}, cawangan anda perlu diperbaharui: {{2}}. Bayar di sini: {{3}}\n\n_Terima kasih_ kerana bersama kami. Jika ada masalah, balas dan kami akan menjawab.',
  );

/** Renewals: the detail in its states, its parts, and messages as WhatsApp shows them. */
export const renewalSections: readonly { title: readonly [english: string, malay: string]; isWide?: boolean; render: (speaker: Speaker) => TemplateResult }[] =
  [
    {
      title: ['Renewal: due, reminders read', 'Pembaharuan: belum sampai tarikh, peringatan dibaca'],
      render: (speaker) => detail(speaker, sampleRenewal(speaker.both)),
    },
    { title: ['Renewal: recovered', 'Pembaharuan: dipulihkan'], render: (speaker) => detail(speaker, renewalStates.recovered(speaker.both)) },
    {
      title: ['Renewal: overdue, a change refused', 'Pembaharuan: tertunggak, perubahan ditolak'],
      render: (speaker) => detail(speaker, renewalStates.overdue(speaker.both), me, failure('conflict')),
    },
    {
      title: ['Renewal: answered, snoozed, its own price', 'Pembaharuan: dijawab, ditangguh, harga sendiri'],
      render: (speaker) => detail(speaker, renewalStates.answered(speaker.both)),
    },
    {
      title: ['Renewal: cancelled, can be undone', 'Pembaharuan: dibatalkan, boleh dibuat asal'],
      render: (speaker) => detail(speaker, renewalStates.cancelled(speaker.both)),
    },
    {
      title: ['Renewal: nobody known, long names, only to look at', 'Pembaharuan: tiada sesiapa, nama panjang, lihat sahaja'],
      render: (speaker) => detail(speaker, renewalStates.bare(speaker.both), guest),
    },
    {
      title: ['Renewal: loading, failed, not available', 'Pembaharuan: dimuatkan, gagal, tidak tersedia'],
      render: (speaker) =>
        html`<div class="stack">${detail(speaker, null)}${detail(speaker, null, me, failure('unavailable'))}${detail(speaker, null, me, failure('not_found'))}</div>`,
    },
    {
      title: ['Parts of a renewal: line of time, history, what stands beside', 'Bahagian pembaharuan: garis masa, sejarah, maklumat sampingan'],
      render: ({ format, both }) =>
        html`<div class="stack">
        <engage-renewal-plan .renewal=${renewalStates.recovered(both)} .format=${format}></engage-renewal-plan><engage-renewal-plan .renewal=${renewalStates.overdue(both)} .format=${format}></engage-renewal-plan>
        <engage-renewal-history .items=${sampleRenewal(both).history} .format=${format}></engage-renewal-history><engage-renewal-sides .renewal=${renewalStates.answered(both)} .me=${me} .format=${format}></engage-renewal-sides>
      </div>`,
    },
    {
      title: ['Messages as WhatsApp shows them', 'Mesej seperti dipaparkan oleh WhatsApp'],
      render: ({ format, both }) => {
        const time = format.time(new Date().toISOString());
        const buttons = ['1', '2', '3', '4', '5'].map((text) => ({ type: 'QUICK_REPLY', text }));
        return html`<div class="stack">
        <engage-whatsapp-preview time=${time} .message=${{ header: 'KedaiPOS', body: samplePreview(both).sample?.text ?? '', footer: both('Reply to be helped', 'Balas untuk bantuan'), buttons: [{ type: 'URL', text: both('Pay now', 'Bayar sekarang') }] }}></engage-whatsapp-preview>
        <engage-whatsapp-preview time=${time} .message=${{ media: 'IMAGE', body: longBody(both), buttons }}></engage-whatsapp-preview>
        <engage-whatsapp-preview time=${time} words-lang="ar" .message=${{ body: 'مرحبا، اشتراك *مطعم الشام* ينتهي في 27 نوفمبر.', buttons: [{ type: 'QUICK_REPLY', text: 'نعم' }] }}></engage-whatsapp-preview>
      </div>`;
      },
    },
    {
      title: ['Renewal: a wide pane', 'Pembaharuan: anak tetingkap lebar'],
      isWide: true,
      render: (speaker) => detail(speaker, sampleRenewal(speaker.both)),
    },
  ];

const forms = ['call', 'paid', 'cancel', 'snooze', 'assign', 'note', 'task', 'billing'] as const;

/** Dialogs of a renewal, each behind a button. */
export const renewalDialogs: readonly { title: readonly [english: string, malay: string]; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: ['Dialogs: what is done with a renewal', 'Dialog: tindakan terhadap pembaharuan'],
    render: ({ format, both }) =>
      html`<div class="row">
        ${forms.map((kind) =>
          opener(
            `renewal-${kind}`,
            html`<engage-renewal-form kind=${kind} .renewal=${sampleRenewal(both)} .colleagues=${colleagues} .me=${me} .format=${format} .error=${kind === 'paid' ? failure('conflict') : null}></engage-renewal-form>`,
          ),
        )}
      </div>`,
  },
  {
    title: ['Dialogs: send a reminder now, explain', 'Dialog: hantar peringatan sekarang, terangkan'],
    render: ({ format, both }) =>
      html`<div class="row">
        ${opener('send', html`<engage-renewal-send .preview=${samplePreview(both)} .format=${format}></engage-renewal-send>`)}
        ${opener('send-refused', html`<engage-renewal-send .preview=${refusedPreview(both)} .format=${format}></engage-renewal-send>`)}
        ${opener('send-failed', html`<engage-renewal-send .error=${failure('unavailable')} .format=${format}></engage-renewal-send>`)}
        ${opener('explain', html`<engage-renewal-explain .explanation=${sampleExplanation()} .format=${format}></engage-renewal-explain>`)}
        ${opener('explain-held', html`<engage-renewal-explain .explanation=${sampleExplanation({ reason: 'complaint' })} .tickets=${sampleRenewal(both).tickets.map((one) => ({ ...one, holdsBack: true }))} .format=${format}></engage-renewal-explain>`)}
        ${opener('explain-loading', html`<engage-renewal-explain .format=${format}></engage-renewal-explain>`)}
      </div>`,
  },
];

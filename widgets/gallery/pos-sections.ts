import { html, type TemplateResult } from 'lit';
import type { DataQuality, PosChangeView, PosStatus } from '../../types/pos.ts';
import { speak } from '../core/speak.ts';
import { posEnglish } from '../pos-sync/pos-english.ts';
import { posMalay } from '../pos-sync/pos-malay.ts';
import type { PosSay } from '../pos-sync/pos-words.ts';
import type { OpenPosRun } from '../pos-sync/pos-sync-store.ts';
import { ago } from '../testing/ago.ts';
import { samplePosRun } from '../testing/sample-pos-run.ts';
import type { Both } from './both.ts';
import type { Speaker } from './conversation-sections.ts';
import '../pos-sync/pos-quality.ts';
import '../pos-sync/pos-run-detail.ts';
import '../pos-sync/pos-run-list.ts';
import '../pos-sync/pos-state.ts';

const english: PosSay = (key, values) => speak('en', posEnglish[key], key, values);
const malay: PosSay = (key, values) => speak('ms', posMalay[key], key, values);
const voices = new Map<string, PosSay>([
  ['en', english],
  ['ms', malay],
]);
const sayIn = (both: Both): PosSay => voices.get(both('en', 'ms')) ?? english;

const held = samplePosRun(5, { state: 'held', share: 0.38, finishedAt: null, counts: { added: 0, changed: 14, vanished: 444, returned: 0, reparented: 2 } });
const runs = [
  held,
  samplePosRun(4, { state: 'comparing', finishedAt: null, cause: 'admin', startedBy: 'Aina Rahman' }),
  samplePosRun(3, { counts: { added: 2, changed: 3, vanished: 1, returned: 0, reparented: 1 }, rejected: 2 }),
  samplePosRun(2, { state: 'failed', error: 'The POS does not answer (HTTP 502).' }),
  samplePosRun(1, { state: 'discarded', decidedBy: 'Grace Lim', kind: 'incremental' }),
];
const status = (change: Partial<PosStatus>): PosStatus => ({
  ...{ isConfigured: true, isAvailable: true, lastGood: samplePosRun(3), running: null, held: null, nextAt: ago(-20), holdShare: 0.2, deadLetters: 0 },
  ...change,
});
const change = (id: string, kind: PosChangeView['kind'], before: PosChangeView['before'], after: PosChangeView['after']): PosChangeView => ({
  ...{ id, entity: 'outlet', key: `88${id}`, name: `Sri Kopitiam ${id}`, kind, before, after },
});
const open = (both: Both, part: Partial<OpenPosRun>): OpenPosRun => ({
  run: runs[2] ?? held,
  part: 'all',
  changes: [
    change('11', 'added', null, { name: 'Sri Kopitiam' }),
    change('12', 'changed', { expiry_date: '2026-12-05', amount: 1_200 }, { expiry_date: '2027-12-05', amount: 1_350 }),
    change('13', 'vanished', { name: 'Sri Kopitiam' }, null),
    change('14', 'reparented', { fid: '120' }, { fid: '121' }),
  ],
  rejects: [
    {
      id: '1',
      entity: 'outlet',
      key: '8850',
      reason: 'bad_date',
      field: 'expiry_date',
      raw: both('{"oid":8850,"name":"New shop"}', '{"oid":8850,"name":"Kedai baharu"}'),
    },
    { id: '2', entity: 'outlet', key: null, reason: 'no_number', field: 'oid', raw: both('{"oid":"unknown"}', '{"oid":"belum ada"}') },
  ],
  nextCursor: '14',
  phase: 'ready',
  ...part,
});
const quality: DataQuality = {
  ...{ asOf: ago(1), lastRunId: '3', notLooked: null, drift: [{ fid: '124', name: 'Lucky Mart', here: 42, there: 41 }], staleLinks: 4 },
  vanished: { count: 1, outlets: [{ oid: '8806', name: 'Kedai Runcit Haji Abdul Rahman', since: ago(200) }] },
  orphanContacts: { count: 57, contacts: [{ id: '501', name: 'Sri Devi', phone: '+60198765432' }] },
  ...{
    duplicateOids: { count: 0, oids: [] },
    noExpiry: { count: 0, outlets: [] },
    coveredButExpired: { count: 0, outlets: [] },
    toldLater: { count: 0, outlets: [] },
  },
  unreachable: { count: 3, outlets: [{ oid: '8810', name: 'Bubble Time, Kuantan', dueOn: '2026-12-24' }] },
  caps: { cycles: 1_180, broken: [] },
};

/** The parts of the POS sync, in the states they have. */
export const posSections: readonly { title: readonly [string, string]; isWide?: boolean; render: (speaker: Speaker) => TemplateResult }[] = [
  {
    title: ['POS sync: how it stands', 'Segerak POS: keadaan'],
    render: ({ format, both }) => {
      const say = sayIn(both);
      return html`${[
        status({}),
        status({ held }),
        status({ running: runs[1] ?? null }),
        status({ lastGood: samplePosRun(3, { startedAt: ago(3_000) }), isAvailable: false, deadLetters: 2 }),
        status({ lastGood: null }),
        status({ isConfigured: false }),
      ].map((one) => html`<p><engage-pos-state .status=${one} .say=${say} .format=${format}></engage-pos-state></p>`)}`;
    },
  },
  {
    title: ['POS sync: loads', 'Segerak POS: muatan'],
    render: ({ format, both }) => {
      const say = sayIn(both);
      return html`<engage-pos-run-list .runs=${runs} open-id="3" has-more .say=${say} .format=${format}></engage-pos-run-list>
        <engage-pos-run-list .say=${say} .format=${format}></engage-pos-run-list>`;
    },
  },
  {
    title: ['POS sync: one load', 'Segerak POS: satu muatan'],
    render: ({ format, both }) => {
      const say = sayIn(both);
      const failed = runs[3] ?? held;
      return html`${[
        open(both, {}),
        open(both, { part: 'rejected' }),
        open(both, { run: held, phase: 'loading' }),
        open(both, { run: failed, changes: [], nextCursor: null }),
        null,
      ].map((one) => html`<engage-pos-run-detail .open=${one} .say=${say} .format=${format}></engage-pos-run-detail>`)}`;
    },
  },
  {
    title: ['POS sync: data quality', 'Segerak POS: kualiti data'],
    isWide: true,
    render: ({ format, both }) => {
      const say = sayIn(both);
      return html`<engage-pos-quality .quality=${quality} .say=${say} .format=${format}></engage-pos-quality>
        <engage-pos-quality .say=${say} .format=${format}></engage-pos-quality>
        <engage-pos-quality failed .say=${say} .format=${format}></engage-pos-quality>`;
    },
  },
];

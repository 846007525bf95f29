import { createHash } from 'node:crypto';
import { createRandom } from '../simulators/graph/create-random.ts';
import type { DemoFranchise, DemoOutlet, DemoPerson, DemoWorld } from './demo-world-types.ts';

/** Franchises whose people have never written to support: their subscriptions are what renewals live on. */
const QUIET: readonly (readonly [name: string, outlets: number])[] = [
  ['Kopi Pagi', 14],
  ['Nasi Kandar Utama', 12],
  ['Ayam Gepuk Power', 12],
  ['Mee Tarik Warisan', 9],
  ['Sushi Kampung', 9],
  ['Char Kuey Teow Lorong', 8],
  ['Donat Ria', 10],
  ['Cendol Tepi Jalan', 8],
  ['Banana Leaf Raj', 9],
  ['Steamboat City', 8],
  ['Kek Lapis Borneo', 7],
  ['Dobi Express', 11],
];
const AREAS: readonly (readonly [area: string, city: string, postcode: string, state: string])[] = [
  ['Damansara Uptown', 'Petaling Jaya', '47400', 'Selangor'],
  ['Puchong', 'Puchong', '47100', 'Selangor'],
  ['Bandar Baru Bangi', 'Bangi', '43650', 'Selangor'],
  ['Rawang', 'Rawang', '48000', 'Selangor'],
  ['Cyberjaya', 'Cyberjaya', '63000', 'Selangor'],
  ['Skudai', 'Skudai', '81300', 'Johor'],
  ['Muar', 'Muar', '84000', 'Johor'],
  ['Butterworth', 'Butterworth', '12000', 'Pulau Pinang'],
  ['Sungai Petani', 'Sungai Petani', '08000', 'Kedah'],
  ['Ayer Keroh', 'Melaka', '75450', 'Melaka'],
  ['Nilai', 'Nilai', '71800', 'Negeri Sembilan'],
  ['Temerloh', 'Temerloh', '28000', 'Pahang'],
  ['Sitiawan', 'Sitiawan', '32000', 'Perak'],
  ['Miri', 'Miri', '98000', 'Sarawak'],
  ['Sandakan', 'Sandakan', '90000', 'Sabah'],
];
const FIRST = ['Aziz', 'Boon Keat', 'Chandra', 'Devaraj', 'Eng Hock', 'Fatimah', 'Gopal', 'Hasnah', 'Ibrahim', 'Jamilah', 'Kok Wai', 'Letchumi', 'Mei Yen'];
const MORE = ['Norliza', 'Ong', 'Poh Choo', 'Rashid', 'Salmah', 'Sivakumar', 'Swee Lan', 'Umi', 'Vasuki', 'Wahidah', 'Yusri', 'Zaini'];
const LAST = ['Abdul Razak', 'Lim', 'Pillai', 'Ramasamy', 'Teoh', 'Hussin', 'Naidu', 'Samad', 'Taib', 'Kadir', 'Wong', 'Rajan', 'Yeoh'];

/** Days until the subscription ends (negative: over), one outlet each: something in every tab, bucket and step. The others end later. */
const ENDINGS = [
  ...[-3, -1, -2, -4, -5, -6, -9, -12, -17, -22, -27, -33, -44, -58, -75, -96, -130, -170, -215],
  ...[0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 17, 18, 19, 23, 24, 26, 28, 30, 32, 35, 38, 41, 44, 47, 50, 53, 56, 59],
];
/** The outlet of the story: its reminders are all to come. */
const STORY_ENDS = 16;
/** The owner of a whole chain: all of it ends within three days, so that one message speaks for twelve outlets. */
const CHAIN = { fid: 103, endings: [20, 20, 20, 21, 21, 21, 21, 22, 22, 22, 22, 22] };

/**
 * Adds what renewals need to the cast of the inbox: more franchises with one quiet owner each outlet, an owner of twelve outlets, the
 * merchant of the story, somebody who wants nothing automatic, and the days on which subscriptions end. The same on every call.
 */
export function addPortfolio(world: DemoWorld): DemoWorld {
  const random = createRandom(5_112);
  const franchises: DemoFranchise[] = [...world.franchises];
  const outlets: DemoOutlet[] = [...world.outlets];
  const people: DemoPerson[] = [...world.people];
  const owned = new Set(people.flatMap((person) => person.oids));

  const quiet: DemoOutlet[] = [];
  for (const [index, [name, count]] of QUIET.entries()) {
    const fid = 201 + index;
    franchises.push({ fid, name, status: 'active' });
    for (let at = 0; at < count; at += 1) {
      const [area, city, postcode, state] = AREAS[(index * 4 + at) % AREAS.length] ?? ['Puchong', 'Puchong', '47100', 'Selangor'];
      quiet.push({
        ...{ oid: 9201 + quiet.length, fid, name: `${name}, ${area}`, area, state, status: 'active', expiresInDays: 0 },
        address: { line1: `${1 + Math.floor(random() * 90)}, Jalan Niaga ${1 + Math.floor(random() * 12)}`, postcode, city, state, country: 'MY' },
        plan: (['Starter', 'Growth', 'Growth', 'Pro'] as const)[Math.floor(random() * 4)] ?? 'Growth',
        terminals: 1 + Math.floor(random() * 5),
      });
    }
  }
  outlets.push(...quiet);
  const add = (person: Pick<DemoPerson, 'id' | 'name' | 'phone' | 'language' | 'oids' | 'primaryOid'> & Partial<DemoPerson>): void => {
    const digits = createHash('sha256').update(person.id).digest('hex').replace(/\D/g, '').padEnd(17, '4').slice(0, 17);
    people.push({
      ...{ userId: `MY.${digits}`, username: null, isInPos: true, isFeatured: false, email: null, isQuiet: true },
      ...{ hasOptedIn: Number(digits.slice(0, 3)) % 5 < 3, hasOptedOut: false, isPayer: false },
      ...person,
    });
  };

  const unowned = [...outlets.filter((outlet) => !owned.has(outlet.oid) && outlet.status === 'active' && outlet.fid < 200), ...quiet];
  const [story, ...others] = unowned.filter((outlet) => outlet.fid !== CHAIN.fid);
  if (story !== undefined)
    add({ id: 'story', name: 'Goh Boon Teck', phone: '60164437781', language: 'en', oids: [story.oid], primaryOid: story.oid, isFeatured: true });
  const chain = outlets.filter((outlet) => outlet.fid === CHAIN.fid).map((outlet) => outlet.oid);
  add({ id: 'chain', name: 'Hajah Zaleha Othman', phone: '60133307755', language: 'ms', oids: chain, primaryOid: null, isPayer: true, isFeatured: true });
  for (const [at, outlet] of others.entries()) {
    const name = `${[...FIRST, ...MORE][(at * 7) % (FIRST.length + MORE.length)] ?? ''} ${LAST[(at * 5 + Math.floor(at / 25)) % LAST.length] ?? ''}`;
    add({
      ...{ id: `q${outlet.oid}`, name, language: random() < 0.5 ? 'ms' : 'en', oids: [outlet.oid], primaryOid: outlet.oid },
      phone: `${['6012', '6013', '6017', '6016', '6019'][at % 5] ?? '6012'}${String(3_000_000 + outlet.oid * 137 + at)}`,
      email: at % 3 === 0 ? `owner.${outlet.oid}@example.my` : null,
      hasOptedOut: at === OPTED_OUT,
    });
  }

  const ends = new Map<number, number>(chain.map((oid, at) => [oid, CHAIN.endings[at] ?? 20]));
  if (story !== undefined) ends.set(story.oid, STORY_ENDS);
  const unreachable = people.find((person) => person.id === 'not-on-whatsapp')?.oids[0];
  if (unreachable !== undefined) ends.set(unreachable, 6);
  for (const [at, days] of ENDINGS.entries()) {
    const outlet = others[(at * 3) % others.length];
    if (outlet !== undefined) ends.set(outlet.oid, days);
  }
  let rank = 0;
  const rest = outlets.filter((outlet) => !ends.has(outlet.oid) && outlet.expiresInDays !== null && outlet.oid !== 8801).length;
  return {
    franchises,
    people,
    outlets: outlets.map((outlet) => {
      const days = ends.get(outlet.oid);
      if (days !== undefined) return { ...outlet, expiresInDays: days, status: days < -14 && outlet.status === 'active' ? 'suspended' : outlet.status };
      if (outlet.expiresInDays === null || outlet.oid === 8801) return outlet;
      rank += 1;
      return { ...outlet, expiresInDays: 62 + Math.floor((((rank * 37) % rest) * 302) / rest) };
    }),
  };
}

/** Which of the quiet owners said STOP: theirs is one of the outlets that end soon. */
const OPTED_OUT = 75;

import { createHash } from 'node:crypto';
import { createRandom } from '../simulators/graph/create-random.ts';
import { addPortfolio } from './add-portfolio.ts';
import type { DemoFranchise, DemoOutlet, DemoPerson, DemoWorld } from './demo-world-types.ts';

const franchiseNames: readonly (readonly [string, number])[] = [
  ['Sri Kopitiam', 11],
  ['Nasi Ayam Haji', 8],
  ['Bubble Time', 12],
  ['Restoran Mewah', 6],
  ['Lucky Mart', 9],
  ['Kedai Tayar Ah Seng', 3],
  ['Dapur Desa', 5],
  ['Cafe Fikir', 4],
  ['Selera Kampung', 6],
  ['Roti Canai Corner', 7],
  ['Teh Tarik House', 6],
  ['Satay Pak Din', 4],
  ['Ikan Bakar Pantai', 3],
  ['Murtabak Mutiara', 3],
  ['Laksa Lane', 4],
  ['Mandi Sanaa', 2],
  ['Kuih Kita', 4],
  ['Roti Bahagia Bakery', 5],
  ['Butik Melati', 3],
  ['Farmasi Sihat', 5],
  ['Optik Cerah', 3],
  ['Salun Seri', 2],
  ['Bengkel Jaya', 2],
  ['Kedai Buku Bestari', 2],
  ['Pasar Segar', 4],
];

const areas: readonly (readonly [area: string, street: string, postcode: string, city: string, state: string])[] = [
  ['Bangsar', 'Jalan Telawi 3', '59100', 'Kuala Lumpur', 'Kuala Lumpur'],
  ['Mid Valley', 'Lingkaran Syed Putra', '59200', 'Kuala Lumpur', 'Kuala Lumpur'],
  ['Bukit Bintang', 'Jalan Bukit Bintang', '55100', 'Kuala Lumpur', 'Kuala Lumpur'],
  ['Kepong', 'Jalan Metro Perdana', '52100', 'Kuala Lumpur', 'Kuala Lumpur'],
  ['Cheras', 'Jalan Manis 4', '56100', 'Kuala Lumpur', 'Kuala Lumpur'],
  ['Setapak', 'Jalan Genting Klang', '53300', 'Kuala Lumpur', 'Kuala Lumpur'],
  ['Shah Alam', 'Persiaran Perbandaran', '40000', 'Shah Alam', 'Selangor'],
  ['Subang Jaya', 'Jalan SS 15/4', '47500', 'Subang Jaya', 'Selangor'],
  ['Petaling Jaya', 'Jalan SS 2/64', '47300', 'Petaling Jaya', 'Selangor'],
  ['Kajang', 'Jalan Besar', '43000', 'Kajang', 'Selangor'],
  ['Klang', 'Jalan Meru', '41050', 'Klang', 'Selangor'],
  ['Ipoh', 'Jalan Sultan Idris Shah', '30000', 'Ipoh', 'Perak'],
  ['Taiping', 'Jalan Kota', '34000', 'Taiping', 'Perak'],
  ['George Town', 'Lebuh Campbell', '10100', 'George Town', 'Pulau Pinang'],
  ['Bayan Lepas', 'Jalan Sultan Azlan Shah', '11900', 'Bayan Lepas', 'Pulau Pinang'],
  ['Johor Bahru', 'Jalan Wong Ah Fook', '80000', 'Johor Bahru', 'Johor'],
  ['Batu Pahat', 'Jalan Rahmat', '83000', 'Batu Pahat', 'Johor'],
  ['Melaka Raya', 'Jalan Merdeka', '75000', 'Melaka', 'Melaka'],
  ['Seremban', 'Jalan Dato Bandar Tunggal', '70000', 'Seremban', 'Negeri Sembilan'],
  ['Kuantan', 'Jalan Mahkota', '25000', 'Kuantan', 'Pahang'],
  ['Kota Bharu', 'Jalan Kebun Sultan', '15350', 'Kota Bharu', 'Kelantan'],
  ['Kuala Terengganu', 'Jalan Sultan Ismail', '20200', 'Kuala Terengganu', 'Terengganu'],
  ['Alor Setar', 'Jalan Langgar', '05460', 'Alor Setar', 'Kedah'],
  ['Kota Kinabalu', 'Jalan Gaya', '88000', 'Kota Kinabalu', 'Sabah'],
  ['Kuching', 'Jalan Padungan', '93100', 'Kuching', 'Sarawak'],
];

const malay = [
  'Nur Aisyah Rahman',
  'Farid Hakim',
  'Siti Hajar Osman',
  'Mohd Hafiz Zakaria',
  'Nurul Izzah Kamal',
  'Azman Yusof',
  'Zulkifli Harun',
  'Rohana Ismail',
  'Khairul Anuar',
  'Aminah Salleh',
  'Faizal Nordin',
  'Halimah Jaafar',
  'Syafiq Roslan',
  'Noraini Daud',
  'Hidayah Mansor',
  'Amirul Hisham',
  'Puteri Balqis',
  'Ridzuan Latif',
  'Zainab Ariffin',
  'Shahrul Nizam',
  'Mastura Wahab',
  'Iskandar Musa',
  'Latifah Bakar',
  'Naim Shukri',
  'Hazwani Idris',
  'Fauzi Rahim',
  'Sabrina Malik',
  'Kamarul Bahrin',
  'Suhaila Ghani',
  'Danial Arif',
];
const chinese = [
  'Tan Wei Ming',
  'Lim Mei Ling',
  'Wong Kah Wai',
  'Lee Chee Keong',
  'Ng Siew Fong',
  'Chan Yoke Peng',
  'Goh Jia Hui',
  'Ooi Kean Hock',
  'Teoh Li Ying',
  'Chong Boon Huat',
  'Yap Sook Yee',
  'Khoo Teng Hui',
  'Low Pei Shan',
  'Cheah Wai Kit',
  'Foo Chin Yee',
  'Ang Mei Fern',
  'Sim Chun Hao',
  'Loh Hui Min',
  'Tee Jun Jie',
  'Koh Ai Ling',
];
const indian = [
  'Kavitha Subramaniam',
  'Ravi Chandran',
  'Priya Nair',
  'Suresh Kumar',
  'Anitha Devi',
  'Ganesh Muniandy',
  'Thilaga Raju',
  'Prakash Maniam',
  'Meena Krishnan',
  'Vijay Anand',
  'Shanti Perumal',
  'Dinesh Raj',
];

/** Every franchise, outlet and person of the demo. The same on every call: the POS simulator, the phone and the seed share it. */
export function demoWorld(): DemoWorld {
  const random = createRandom(20_261);
  const pick = <Item>(items: readonly Item[], at: number): Item => {
    const item = items[at % items.length];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const franchises: DemoFranchise[] = [];
  const outlets: DemoOutlet[] = [];
  for (const [index, [name, count]] of franchiseNames.entries()) {
    const fid = 101 + index;
    franchises.push({ fid, name, status: name === 'Salun Seri' ? 'suspended' : 'active' });
    const start = index === 0 ? 0 : Math.floor(random() * areas.length);
    for (let at = 0; at < count; at += 1) {
      const [area, street, postcode, city, state] = pick(areas, start + at * (index === 0 ? 1 : 3));
      const dice = random();
      const expiry = random();
      outlets.push({
        oid: 8801 + outlets.length,
        fid,
        name: `${name}, ${area}`,
        area,
        state,
        status: name === 'Salun Seri' || dice < 0.03 ? 'suspended' : dice > 0.97 ? 'closed' : 'active',
        expiresInDays:
          outlets.length === 0
            ? 14
            : expiry < 0.04
              ? null
              : expiry < 0.1
                ? -Math.ceil(random() * 12)
                : expiry < 0.3
                  ? Math.ceil(random() * 45)
                  : 46 + Math.floor(random() * 300),
        address:
          dice > 0.6 && dice < 0.63
            ? null
            : {
                line1: `${1 + Math.floor(random() * 180)}, ${street}`,
                postcode,
                city,
                state: state === 'Kuala Lumpur' ? 'Wilayah Persekutuan' : state,
                country: 'MY',
              },
        plan: pick(['Starter', 'Growth', 'Growth', 'Pro'] as const, Math.floor(random() * 4)),
        terminals: 1 + Math.floor(random() * 5),
      });
    }
  }
  const of = (fid: number): number[] => outlets.filter((outlet) => outlet.fid === fid).map((outlet) => outlet.oid);
  const first = (fid: number): number => of(fid)[0] ?? 0;
  const people: DemoPerson[] = [];
  const add = (person: Pick<DemoPerson, 'id' | 'name' | 'phone' | 'language' | 'oids' | 'primaryOid'> & Partial<DemoPerson>): void => {
    const digits = createHash('sha256').update(person.id).digest('hex').replace(/\D/g, '').padEnd(17, '4').slice(0, 17);
    people.push({
      ...{ userId: `MY.${digits}`, username: null, isInPos: true, isFeatured: false, email: null },
      ...{ hasOptedIn: Number(digits.slice(0, 3)) % 5 < 3, hasOptedOut: false, isPayer: false, isQuiet: false },
      ...person,
    });
  };
  const featured = { isFeatured: true };

  add({ id: 'sri-devi', name: 'Sri Devi', phone: '60123456789', language: 'ms', oids: [first(101)], primaryOid: first(101), ...featured });
  add({ id: 'haji-karim', name: 'Haji Karim', phone: '60193320114', language: 'ms', oids: of(102).slice(0, 2), primaryOid: first(102), ...featured });
  add({ id: 'joanne', name: 'Joanne Tan', phone: '60167782230', language: 'en', oids: [of(103)[1] ?? 0], primaryOid: of(103)[1] ?? null, ...featured });
  add({ id: 'rahman', name: 'Encik Rahman', phone: '60138846200', language: 'ms', oids: of(104), primaryOid: null, ...featured });
  add({ id: 'lai', name: 'Lai Kok Leong', phone: '60125557812', language: 'en', oids: [of(105)[0] ?? 0], primaryOid: first(105), ...featured });
  add({ id: 'ah-seng', name: 'Ah Seng', phone: '60174410908', language: 'ms', oids: [first(106)], primaryOid: first(106), ...featured });
  add({ id: 'mak-nab', name: 'Mak Nab', phone: '60199054471', language: 'ms', oids: [first(107)], primaryOid: first(107), ...featured });
  add({ id: 'fikri', name: 'Fikri Adnan', phone: '601120877450', language: 'en', oids: of(108), primaryOid: first(108), ...featured });
  add({ id: 'shy-shop', name: 'Mei', phone: null, username: 'mei.kuihkita', language: 'en', oids: [], primaryOid: null, isInPos: false, ...featured });
  add({ id: 'arabic', name: 'عبد الرحمن القحطاني', phone: '60183396625', language: 'en', oids: of(116), primaryOid: first(116), ...featured });
  add({
    id: 'long-name',
    name: 'Tengku Nur Shahirah Aleesya binti Tengku Mohd Hazrul Nizam Al-Haj (Pengurus Wilayah Utara)',
    phone: '60194428813',
    language: 'ms',
    oids: [of(111)[2] ?? 0],
    primaryOid: of(111)[2] ?? null,
    ...featured,
  });
  add({ id: 'new-shop', name: 'Kedai Baru Sentosa', phone: '60176650032', language: 'ms', oids: [], primaryOid: null, isInPos: false, ...featured });
  add({
    id: 'two-brands',
    name: 'Dato Lim',
    phone: '60122009911',
    language: 'en',
    oids: [of(105)[1] ?? 0, of(118)[0] ?? 0, of(125)[0] ?? 0],
    primaryOid: of(118)[0] ?? null,
    ...featured,
  });
  add({ id: 'not-on-whatsapp', name: 'Uncle Siva', phone: '60129990000', language: 'en', oids: [first(110)], primaryOid: first(110), ...featured });

  const names = Array.from({ length: 62 }, (_empty, at) =>
    at % 5 === 1 || at % 5 === 3
      ? pick(chinese, Math.floor((at * 2) / 5))
      : at % 5 === 4
        ? pick(indian, Math.floor(at / 5))
        : pick(malay, Math.floor((at * 2) / 5)),
  );
  const seen = new Set<string>();
  // who has closed writes no more
  const free = outlets.filter((outlet) => outlet.status !== 'closed' && !people.some((person) => person.oids.includes(outlet.oid)));
  for (const outlet of free) {
    const at = people.length - 14;
    const name = names[at];
    if (name === undefined) break;
    if (seen.has(name)) {
      names.splice(at, 1);
      continue;
    }
    seen.add(name);
    const siblings =
      random() < 0.2
        ? free
            .filter((other) => other.fid === outlet.fid)
            .slice(0, 3)
            .map((other) => other.oid)
        : [outlet.oid];
    const prefix = pick(['6012', '6013', '6016', '6017', '6019', '60111'], at);
    add({
      id: `p${String(at + 1).padStart(3, '0')}`,
      name,
      phone: `${prefix}${String(2_000_000 + Math.floor(random() * 7_900_000)).slice(0, 7)}`,
      language: random() < 0.55 ? 'ms' : 'en',
      oids: siblings.includes(outlet.oid) ? siblings : [outlet.oid],
      primaryOid: outlet.oid,
    });
  }
  return addPortfolio({ franchises, outlets, people });
}

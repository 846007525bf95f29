const honorifics = /^(?:Encik|Puan|Haji|Mak|Dato|Uncle|Kak)$/;
const firstOfTwo = /^(?:Nur|Nurul|Siti|Mohd|Puteri)$/;
const surnames = /^(?:Ang|Chan|Cheah|Chong|Foo|Goh|Khoo|Koh|Lai|Lee|Lim|Loh|Low|Ng|Ooi|Sim|Tan|Tee|Teoh|Wong|Yap)$/;

/** What a polite Malaysian calls somebody: `Encik Rahman`, `Mei Ling` of Lim Mei Ling, `Nur Aisyah`, else the first name. */
export function greetingName(name: string): string {
  const words = name.replace(/\s*\(.*\)/, '').split(' ');
  const [first = name, second = '', third = ''] = words;
  if (first === 'Tengku') return `${first} ${third}`;
  if (honorifics.test(first) || firstOfTwo.test(first)) return `${first} ${second}`;
  if (words.length === 3 && surnames.test(first)) return `${second} ${third}`;
  if (/^\p{Script=Arabic}/u.test(first) || first === 'Kedai') return name;
  return first;
}

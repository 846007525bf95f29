// what is the same in both: names, codes, numbers, dates, files, and a few words
const DATA =
  /^[^a-z]*$|^[a-z-]+$|^\d+ [A-Z]|\.\w+$|^req-|[kM]B$|Sri|Aina|Farid|Bangsar|Mewah|Mart|Haji|Bubble|Seng|Telawi|Mid Valley|OID|FID|KedaiPOS|TKT|\.com\/|_v\d$|Shah Alam|Ipoh|Gawai|^(?:April|September|November) \d{4}$|Siti|^\{|HTTP \d/;
const SAME = /^(?:Dialog|Menu|Status|Video|Emoji|Esc|Enter|Shift|Ctrl|WhatsApp|Tab|Space|Home|End|follow up)$/;

/** What stands in Malay as it does in English, and is no name, number or word of both languages: forgotten words. */
export function untranslated(english: readonly string[], malay: readonly string[]): string[] {
  const known = new Set(english);
  return [...new Set(malay)].filter((text) => known.has(text) && !DATA.test(text) && !SAME.test(text));
}

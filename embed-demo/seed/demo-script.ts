/** A conversation as it could have been: one line per step, `{first}`, `{outlet}`, `{area}`, `{agent}`, `{amount}`, `{n}` are filled in. */
export interface DemoScript {
  language: 'en' | 'ms';
  category: string;
  subject: string;
  priority: 'low' | 'normal' | 'high' | 'urgent';
  /**
   * `M` merchant, `A` agent, `N` internal note. After a `#` comes something other than text: photo <name>, voice, video, pdf <name>,
   * location, contact, sticker, poll, react <emoji>, buttons <a>/<b>, choice <title>; a `|` separates the caption.
   */
  lines: readonly string[];
}

import type { OutboundContent } from '../../types/messages.ts';

/** An outlet somebody may mean. */
export interface QuestionOutlet {
  oid: string;
  name: string;
  franchiseName: string;
}
/** What is looked at before a merchant is asked which outlet they mean. */
export interface OutletQuestion {
  isOn: boolean;
  isOptedOut: boolean;
  isWindowOpen: boolean;
  /** when this person was asked last, whatever about */
  lastAskedAt: Date | null;
  outlets: readonly QuestionOutlet[];
  /** BCP 47; Malay or English */
  locale: string | null;
  now: Date;
}

/** WhatsApp's limits (whatsapp.md §3.1), in UTF-16 units as it counts them. */
const MOST_ROWS = 10;
const MOST_BUTTONS = 3;
const MOST_BUTTON_TITLE = 20;
const MOST_TITLE = 24;
const MOST_DESCRIPTION = 72;
const ASK_AGAIN_MS = 24 * 3_600_000;

const WORDS = {
  en: { body: 'Which outlet is this about? Please choose one, so that we can help you faster.', button: 'Choose outlet' },
  ms: { body: 'Ini berkenaan cawangan yang mana? Sila pilih satu supaya kami dapat membantu dengan lebih cepat.', button: 'Pilih cawangan' },
} as const;

/**
 * "Which outlet?" as one tap (POS-10): buttons for up to three short names, else a list. Null when nobody should be asked: switched off,
 * opted out, the window closed, asked within a day, fewer than two outlets or more than a list holds. The choice comes back as `outlet:<oid>`.
 */
export function decideOutletQuestion(question: OutletQuestion): Extract<OutboundContent, { type: 'interactive' }> | null {
  const { isOn, isOptedOut, isWindowOpen, lastAskedAt, outlets, locale, now } = question;
  if (!isOn || isOptedOut || !isWindowOpen || outlets.length < 2 || outlets.length > MOST_ROWS) return null;
  if (lastAskedAt !== null && now.getTime() - lastAskedAt.getTime() < ASK_AGAIN_MS) return null;
  const words = WORDS[/^ms(?![a-z])/i.test(locale ?? '') ? 'ms' : 'en'];
  const asButtons = outlets.length <= MOST_BUTTONS && outlets.every(({ name }) => name.trim().length <= MOST_BUTTON_TITLE) && areDistinct(outlets);
  const titles = asButtons ? outlets.map(({ name }) => name.trim()) : titlesOf(outlets);
  return {
    type: 'interactive',
    body: words.body,
    buttonLabel: words.button,
    options: outlets.map((outlet, index) => {
      const id = `outlet:${outlet.oid}`;
      const title = titles[index] ?? outlet.oid;
      return asButtons ? { id, title } : { id, title, description: descriptionOf(outlet, title) };
    }),
  };
}

/** The outlet's number in the id of a choice; null when the choice is about something else. */
export function outletQuestionAnswer(id: string | undefined): string | null {
  return /^outlet:([1-9]\d{0,18})$/.exec(id ?? '')?.[1] ?? null;
}

function areDistinct(outlets: readonly QuestionOutlet[]): boolean {
  return new Set(outlets.map(({ name }) => name.trim())).size === outlets.length && outlets.every(({ name }) => name.trim() !== '');
}

/** Names that fit and differ: without the words they all begin with where that is needed, cut, and with the number where they would be the same. */
function titlesOf(outlets: readonly QuestionOutlet[]): string[] {
  const names = outlets.map(({ name }) => name.trim().replace(/\s+/gu, ' '));
  const fits = names.every((name) => name.length <= MOST_TITLE);
  const shown = (fits ? names : withoutSharedStart(names)).map((name) => cut(name, MOST_TITLE));
  const times = new Map<string, number>();
  for (const name of shown) times.set(name, (times.get(name) ?? 0) + 1);
  const told = shown.map((name, index) => {
    const oid = outlets[index]?.oid ?? '';
    if (name !== '' && times.get(name) === 1) return name;
    const end = ` #${oid}`;
    return end.length > MOST_TITLE - 2 ? cut(oid, MOST_TITLE) : `${cut(name, MOST_TITLE - end.length)}${end}`.trim();
  });
  // somebody called an outlet like another one with its number
  return new Set(told).size === told.length ? told : outlets.map(({ oid }) => oid);
}

function withoutSharedStart(names: readonly string[]): string[] {
  const words = names.map((name) => name.split(' '));
  const shortest = Math.min(...words.map((list) => list.length));
  let shared = 0;
  // at least one word stays of each
  while (shared < shortest - 1 && words.every((list) => list[shared] === words[0]?.[shared])) shared++;
  return words.map((list) => list.slice(shared).join(' '));
}

/** The whole name where the title is not it, and whose outlet it is. */
function descriptionOf({ name, franchiseName }: QuestionOutlet, title: string): string {
  const whole = name.trim();
  return cut(title === whole ? franchiseName : whole.includes(franchiseName) ? whole : `${whole}, ${franchiseName}`, MOST_DESCRIPTION);
}

/** Never in the middle of a letter. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** What WhatsApp carries of a question with buttons: its text, the words of a button, how many of them. */
export const QUESTION_LIMITS = { body: 1024, title: 20, buttons: 3 } as const;

/** What is wrong with a question as it stands. Buttons left empty are not sent. */
export interface QuestionCheck {
  /** characters the text is too long by; 0 when it fits */
  bodyOver: number;
  /** per button: characters too long by, or the same words as an earlier one */
  buttons: readonly ({ why: 'long'; over: number } | { why: 'same' } | null)[];
  /** what would be sent */
  titles: readonly string[];
  canSend: boolean;
}

/** Holds a question against WhatsApp's limits, while it is typed. */
export function checkQuestion(body: string, buttons: readonly string[]): QuestionCheck {
  const words = buttons.map((title) => title.trim());
  const titles = words.filter(Boolean);
  const problems = words.map((title, index) => {
    if (title.length > QUESTION_LIMITS.title) return { why: 'long' as const, over: title.length - QUESTION_LIMITS.title };
    return title && words.indexOf(title) < index ? { why: 'same' as const } : null;
  });
  const bodyOver = Math.max(0, body.trim().length - QUESTION_LIMITS.body);
  return {
    bodyOver,
    buttons: problems,
    titles,
    canSend: body.trim() !== '' && titles.length > 0 && !bodyOver && problems.every((problem) => problem === null),
  };
}

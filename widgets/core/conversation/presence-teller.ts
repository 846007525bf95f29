import type { PresenceState } from '../../../types/live.ts';

/** Typing counts as typing for this long after the last key. */
const TYPING_MS = 5_000;

/** What colleagues are told about one person in one ticket: it is open, being looked at, or being answered. */
export class PresenceTeller {
  readonly #tell: (state: PresenceState | null) => void;
  #isLooking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (state: PresenceState | null) => void) {
    this.#tell = tell;
  }

  looking(isLooking: boolean): void {
    this.#isLooking = isLooking;
    this.typing('');
  }

  /** A key was pressed in the reply or the note; empty when nothing is being written any more. */
  typing(state: 'typing_reply' | 'typing_note' | ''): void {
    clearTimeout(this.#timer);
    this.#tell(state || (this.#isLooking ? 'viewing' : 'open'));
    if (state) this.#timer = setTimeout(() => this.typing(''), TYPING_MS);
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#tell(null);
  }
}

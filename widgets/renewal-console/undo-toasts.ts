import type { Toast, Toaster } from '../ui/toaster.ts';
import type { ConsoleNotice } from './console-notice.ts';

/** Toasts that offer to take something back: each goes when that is done elsewhere, for a second Undo would only be refused. */
export class UndoToasts {
  readonly #open = new Map<string, () => void>();

  /** Shows a notice; one about the same takes the offer before it away. */
  show(toaster: Toaster | null, notice: ConsoleNotice, toast: Toast): void {
    if ('of' in notice) this.#open.get(notice.of)?.();
    const dismiss = toaster?.show(toast);
    if ('undo' in notice && dismiss) this.#open.set(notice.of, dismiss);
  }
}

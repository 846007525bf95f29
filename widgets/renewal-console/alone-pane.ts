import { html, type TemplateResult } from 'lit';
import '../ui/error-state.ts';
import { signIn } from '../ui/sign-in.ts';
import type { ConsoleStore } from './console-store.ts';
import type { ConsoleSay } from './console-words.ts';
import { errorWords } from './error-words.ts';

/** Instead of the console: the sign-in, or why nothing can be shown. */
export function alonePane(say: ConsoleSay, store: ConsoleStore): TemplateResult {
  if (store.phase === 'signed-out') return html`<div class="frame alone" part="frame">${signIn(store.session)}</div>`;
  const isFinal = store.error?.code === 'forbidden';
  return html`<div class="frame alone" part="frame">
    <engage-error-state heading=${say(isFinal ? 'console.noAccess' : 'console.failed')} reference=${store.error?.requestId ?? ''} ?final=${isFinal} @retry=${store.retry}
      >${isFinal ? say('console.noAccessHint') : errorWords(store.error, say)}</engage-error-state
    >
  </div>`;
}

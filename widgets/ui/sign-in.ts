import { html, type TemplateResult } from 'lit';
import type { Connection } from '../core/connection.ts';

/** Where the person must sign in here: the form, fetched when it is first needed. */
export function signIn(session: Connection['session'] | null): TemplateResult {
  // offline: nothing is shown, and drawing again asks again
  import('./sign-in-form.ts').catch(() => undefined);
  return html`<engage-sign-in-form .signIn=${(email: string, password: string) => session?.signIn(email, password)}></engage-sign-in-form>`;
}

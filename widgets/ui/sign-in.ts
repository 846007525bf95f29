import { html, type TemplateResult } from 'lit';

/** Who signs people in. */
interface SignsIn {
  signIn(email: string, password: string): Promise<unknown>;
}

/** Where the person must sign in here: the form, fetched when it is first needed. */
export function signIn(session: SignsIn | null): TemplateResult {
  // offline: nothing is shown, and drawing again asks again
  import('./sign-in-form.ts').catch(() => undefined);
  return html`<engage-sign-in-form .signIn=${(email: string, password: string) => session?.signIn(email, password)}></engage-sign-in-form>`;
}

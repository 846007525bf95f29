import { type CSSResultGroup, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { EngageConfiguration, EngageEvents } from '../../types/embed.ts';
import { reset } from '../theme/reset.ts';
import { root } from '../theme/root.ts';
import { tokens } from '../theme/tokens.ts';
import { type Connection, connection } from './connection.ts';
import { EngageElement } from './engage-element.ts';
import type { EngageError } from './engage-error.ts';
import { type Format, format } from './format.ts';
import { page } from './page.ts';
import { type Locale, resolveLocale } from './resolve-locale.ts';

/**
 * A public widget: configuration (its attributes first, then `configure()`), language, formats, the wall against the host
 * page's styles, and the connection to its server. Subclasses react to a change of server or person in `connected`.
 */
export class WidgetElement extends EngageElement {
  static override styles: CSSResultGroup = [reset, tokens, root];

  /** Origin of the Engage server. Default: `configure()`, then the origin engage.js came from. */
  @property() server: string | null = null;

  /** A token for this element alone, when the page prefers an attribute to `getToken`. Set a new one before it expires. */
  @property() token: string | null = null;

  /** Asks the page's back end for a fresh token. Default: `configure()`. */
  @property({ attribute: false }) getToken: EngageConfiguration['getToken'];

  /** `en` or `ms`. Default: `configure()`, the page's lang, the browser's. */
  @property() locale: string | null = null;

  /** `light`, `dark` or `system`. Default: `configure()`, then `system`. */
  @property() theme: EngageConfiguration['theme'] | null = null;

  /** `comfortable` or `compact`. Default: `configure()`, then `comfortable`. */
  @property() density: EngageConfiguration['density'] | null = null;

  /** `blue` for the alternative accent; red is the default. */
  @property() palette: 'red' | 'blue' | null = null;

  /** IANA time zone of what is shown. Default: `configure()`, then Asia/Kuala_Lumpur. */
  @property({ attribute: 'time-zone' }) timeZone: string | null = null;

  #connection: Connection | undefined;
  #leave: (() => void) | undefined;
  readonly #ownToken = (): string => this.token ?? '';

  /** The language in use. */
  get language(): Locale {
    return resolveLocale(this.locale, page().configuration.locale, document.documentElement.lang, ...navigator.languages);
  }

  /** Times, numbers and sizes in that language and zone. */
  get format(): Format {
    return format(this.language, this.timeZone ?? page().configuration.timeZone);
  }

  /** Session, API and live socket; there from the first update on while the element is connected. */
  protected get connection(): Connection | undefined {
    return this.#connection;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { listeners } = page();
    const changed = (isTokenAsked: boolean): void => {
      this.#connect(isTokenAsked && !this.getToken && !this.token);
      this.requestUpdate();
    };
    listeners.add(changed);
    this.#leave = () => listeners.delete(changed);
    changed(false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
    this.#drop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('server') || changed.has('getToken') || changed.has('token')) this.#connect(changed.has('token'));
    const { configuration } = page();
    this.dataset['theme'] = this.theme ?? configuration.theme ?? 'system';
    this.dataset['density'] = this.density ?? configuration.density ?? 'comfortable';
    this.dataset['palette'] = this.palette ?? 'red';
    this.lang = this.language;
  }

  /** A connection is there, new or changed. Start the store here. */
  protected connected(_connection: Connection): void {}

  /** The connection is about to go. Stop the store here. */
  protected released(): void {}

  /** @internal Tells the page of a failure the widget itself shows. */
  failed(error: EngageError): void {
    this.emit<EngageEvents['engage-error']>('engage-error', {
      code: error.code,
      message: error.message,
      ...(error.requestId && { requestId: error.requestId }),
    });
  }

  #connect(isNewToken: boolean): void {
    if (!this.isConnected) return;
    const { configuration } = page();
    const server = (this.server || configuration.server || new URL(import.meta.url).origin).replace(/\/$/, '');
    const getToken = this.getToken ?? (this.token ? this.#ownToken : configuration.getToken);
    const next = connection(server, getToken);
    if (next === this.#connection) {
      if (isNewToken) next.session.retry().catch(() => undefined);
      return;
    }
    this.#drop();
    this.#connection = next;
    next.session.addEventListener('person', this.#person);
    this.connected(next);
  }

  /** Somebody else is there: nothing of the former person stays on screen. */
  readonly #person = (): void => {
    if (!this.#connection) return;
    this.released();
    this.connected(this.#connection);
  };

  #drop(): void {
    if (!this.#connection) return;
    this.#connection.session.removeEventListener('person', this.#person);
    this.released();
    this.#connection = undefined;
  }
}

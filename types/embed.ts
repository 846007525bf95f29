/** What a host page may pass to `configure()`, once per page. Attributes on an element override it for that element. */
export interface EngageConfiguration {
  /** origin of the Engage server, e.g. https://engage.example.my */
  server: string;
  /** asks the host's back end for a fresh short-lived token (types/access.ts); called again before it expires. Without it the widgets offer e-mail + password sign-in. */
  getToken?: () => Promise<string> | string;
  /** BCP 47; `en` and `ms` are complete. Default: the page's lang, then the browser's. */
  locale?: string;
  /** default `system` */
  theme?: 'light' | 'dark' | 'system';
  /** IANA zone for display; default Asia/Kuala_Lumpur */
  timeZone?: string;
  /** `comfortable` (default) or `compact` */
  density?: 'comfortable' | 'compact';
}

/** DOM events the public elements fire: bubbling, composed, `detail` as below. */
export interface EngageEvents {
  /** a ticket was opened in the widget; in a widget without conversations: the person asks for it, the host navigates */
  'engage-ticket-open': { ticketId: string; reference: string; oid: string | null };
  /** the person closed the open ticket and is back in the list (inbox) */
  'engage-ticket-close': { ticketId: string };
  /** a renewal was opened (renewal console); in the outlet card: the person asks for it, the host navigates */
  'engage-renewal-open': { renewalId: string; oid: string };
  /** the person closed the open renewal and is back in the list (renewal console) */
  'engage-renewal-close': { renewalId: string };
  /** the person asks to see an outlet record: the host navigates */
  'engage-outlet-open': { oid: string; fid: string };
  /** unread tickets of the signed-in person changed: the host may badge its menu */
  'engage-unread-change': { count: number };
  /** something failed that the widget shows itself; for the host's own logging */
  'engage-error': { code: string; message: string; requestId?: string };
}

/** Graph answered with an error of its own: the message was not accepted. */
export interface GraphRejection {
  kind: 'rejected';
  /** Graph error code as text; `http_<status>` when the answer carried none */
  code: string;
  subcode: number | null;
  detail: string;
  httpStatus: number;
  /** from Retry-After */
  retryAfterMs: number | null;
  isTransient: boolean;
}
/** Nothing was written: no connection, no name, no route. Safe to try again. */
export interface GraphUnreachable {
  kind: 'unreachable';
  detail: string;
}
/** The request was on its way when it broke: it may have been accepted, so it must not be repeated blindly. */
export interface GraphAmbiguous {
  kind: 'ambiguous';
  detail: string;
  httpStatus: number | null;
}
/** Accepted for sending. `contactWaId` can differ from what we addressed (whatsapp.md §3.1); `contactUserId` comes when a user id was addressed. */
export interface GraphAccepted {
  kind: 'accepted';
  waMessageId: string;
  contactWaId: string | null;
  contactUserId: string | null;
  httpStatus: number;
}
export type GraphAnswer = GraphAccepted | GraphRejection | GraphUnreachable | GraphAmbiguous;

import { createHmac } from 'node:crypto';

/** The number the load is sent to, and the secret its deliveries are signed with. */
export interface Wire {
  host: string;
  port: number;
  appSecret: string;
  phoneNumberId: string;
  wabaId: string;
}

const display = '60312345678';

/** Phone digits of contact `n`: a Malaysian mobile number. */
export const wirePhone = (contact: number): string => `6011${String(10_000_000 + contact)}`;

/** Meta's id of message `index` of a run. */
export const wireMessageId = (run: string, index: number): string => `wamid.${run}.${index}`;

/** How the ids of messages sent before a run begin; the run's own messages begin with `wamid.<run>.`. */
export const wireOutboundPrefix = (run: string): string => `wamid.${run}-out.`;

/** The text of a message; `#index` is what the subscriber reads the delta by. */
export const wireText = (run: string, index: number): string => `#${index} of ${run}: my printer does not print the receipt since this morning, please help`;

/** One inbound text as Meta writes it: phone and business-scoped user id. */
export function wireMessage(run: string, index: number, contact: number, atMs: number): { message: object; contact: object } {
  const user = `MY.${1_000_000_000 + contact}`;
  return {
    message: {
      from: wirePhone(contact),
      from_user_id: user,
      id: wireMessageId(run, index),
      timestamp: String(Math.floor(atMs / 1000)),
      type: 'text',
      text: { body: wireText(run, index) },
    },
    contact: { profile: { name: `Merchant ${contact}` }, wa_id: wirePhone(contact), user_id: user },
  };
}

/** One delivery status of an outbound message. */
export function wireStatus(id: string, status: 'sent' | 'delivered' | 'read', contact: number, atMs: number): object {
  return {
    id,
    status,
    timestamp: String(Math.floor(atMs / 1000)),
    recipient_id: wirePhone(contact),
    recipient_user_id: `MY.${1_000_000_000 + contact}`,
    ...(status === 'read'
      ? {}
      : {
          conversation: { id: `c${contact}`, origin: { type: 'service' } },
          pricing: { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' },
        }),
  };
}

/** A whole signed HTTP request, ready for the socket. */
export function wireRequest(wire: Wire, content: { contacts?: object[]; messages?: object[]; statuses?: object[] }): Buffer {
  const value = { messaging_product: 'whatsapp', metadata: { display_phone_number: display, phone_number_id: wire.phoneNumberId }, ...content };
  const body = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: wire.wabaId, changes: [{ value, field: 'messages' }] }] }));
  const signature = createHmac('sha256', wire.appSecret).update(body).digest('hex');
  const head = `POST /webhook/whatsapp HTTP/1.1\r\nHost: ${wire.host}:${wire.port}\r\nContent-Type: application/json\r\nX-Hub-Signature-256: sha256=${signature}\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

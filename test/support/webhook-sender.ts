import { createHmac } from 'node:crypto';
import { PHONE_NUMBER_ID } from './create-world.ts';

type Json = Record<string, unknown>;

/** Posts webhook deliveries as Meta does: signed over the raw bytes, non-ASCII escaped. */
export class WebhookSender {
  readonly #url: string;
  readonly #secret: string;

  constructor(url: string, secret = 'app-secret-of-the-test') {
    this.#url = `${url}/webhook/whatsapp`;
    this.#secret = secret;
  }

  /** A raw body, signed unless told otherwise. */
  async raw(body: string | Buffer, headers: Record<string, string> = {}, path?: string): Promise<Response> {
    const signature = `sha256=${createHmac('sha256', this.#secret).update(body).digest('hex')}`;
    const url = path === undefined ? this.#url : new URL(path, this.#url).href;
    return fetch(url, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature, ...headers },
    });
  }

  /** One change of the `messages` field. */
  async value(value: Json, phoneNumberId = PHONE_NUMBER_ID): Promise<Response> {
    return this.raw(
      escaped(
        envelope('messages', { messaging_product: 'whatsapp', metadata: { display_phone_number: '60327764100', phone_number_id: phoneNumberId }, ...value }),
      ),
    );
  }

  /** One change of any other field. */
  async field(field: string, value: Json): Promise<Response> {
    return this.raw(escaped(envelope(field, value)));
  }

  /** Messages of one person; answers the HTTP status. */
  async messages(messages: readonly Json[], contact: Json | null = null, phoneNumberId?: string): Promise<number> {
    const response = await this.value({ ...(contact ? { contacts: [contact] } : {}), messages }, phoneNumberId);
    return response.status;
  }

  /** Statuses of our messages. */
  async statuses(statuses: readonly Json[]): Promise<number> {
    return (await this.value({ statuses })).status;
  }
}

function envelope(field: string, value: Json): Json {
  return { object: 'whatsapp_business_account', entry: [{ id: 'waba-1', changes: [{ field, value }] }] };
}
function escaped(body: Json): string {
  return JSON.stringify(body).replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

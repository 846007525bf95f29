import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../read-body.ts';
import { sendJson } from '../send-json.ts';
import { GraphFault } from './graph-fault.ts';
import type { StoredMedia } from './media-store.ts';
import type { Behaviour } from './simulator-types.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { WhatsAppNetwork } from './whatsapp-network.ts';

interface Parts {
  network: WhatsAppNetwork;
  clock: VirtualClock;
  behaviour: () => Behaviour;
  accessToken: string;
  wabaId: string;
  origin: () => string;
}

const mediaPath = '/_media/';

/** The door of the Graph API: everything the real one would answer, with or without a version in the path. */
export function createGraphDoor(parts: Parts): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  const { network, clock } = parts;
  const expected = Buffer.from(`Bearer ${parts.accessToken}`);

  const authorize = (request: IncomingMessage): void => {
    const given = Buffer.from(request.headers.authorization ?? '');
    if (given.length === 0) throw new GraphFault(190, 'An access token is required to request this resource.');
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new GraphFault(190, 'Invalid OAuth access token - Cannot parse access token');
  };
  const unknownObject = (id: string): GraphFault =>
    new GraphFault(
      100,
      `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
      { subcode: 33 },
    );

  const messages = async (request: IncomingMessage, response: ServerResponse, phoneNumberId: string): Promise<void> => {
    let body: unknown;
    try {
      body = JSON.parse((await readBody(request, 1024 * 1024)).toString('utf8'));
    } catch {
      throw new GraphFault(100, 'The request body is not valid JSON.');
    }
    await network.pause();
    const given: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
    if (given['messaging_product'] !== 'whatsapp') throw new GraphFault(100, "The parameter messaging_product is required and must be 'whatsapp'.");
    if (given['status'] === 'read') {
      network.markRead(phoneNumberId, typeof given['message_id'] === 'string' ? given['message_id'] : '', given['typing_indicator'] !== undefined);
      sendJson(response, 200, { success: true });
      return;
    }
    const result = await network.send(phoneNumberId, body);
    if (result.fate === 'answer') sendJson(response, 200, result.body, { 'facebook-api-version': 'v26.0' });
    else if (result.fate === 'disconnect') request.socket.destroy();
  };

  const upload = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('multipart/form-data')) throw new GraphFault(100, 'The parameter file is required, as multipart/form-data.');
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    await network.pause();
    if (form.get('messaging_product') !== 'whatsapp') throw new GraphFault(100, "The parameter messaging_product is required and must be 'whatsapp'.");
    const file = form.get('file');
    if (file === null || typeof file === 'string') throw new GraphFault(100, 'The parameter file is required.');
    const declared = form.get('type');
    const mime = file.type === '' || file.type === 'application/octet-stream' ? (typeof declared === 'string' ? declared : '') : file.type;
    if (!network.media.isUploadable(mime)) {
      throw new GraphFault(
        100,
        `Param file must be a file with one of the following types: audio/aac, audio/mp4, audio/mpeg, audio/amr, audio/ogg, application/pdf, text/plain, image/jpeg, image/png, image/webp, video/mp4, video/3gpp. Received file of type '${mime}'.`,
      );
    }
    const kind = mime.startsWith('image/webp') ? 'sticker' : (/^(image|video|audio)\//.exec(mime)?.[1] ?? 'document');
    const refusal = network.media.refusal(kind, mime, file.size);
    if (refusal !== null) throw new GraphFault(100, refusal);
    const media = network.media.add(Buffer.from(await file.arrayBuffer()), mime, file.name, clock.now(), 30);
    sendJson(response, 200, { id: media.id });
  };

  const download = async (response: ServerResponse, token: string): Promise<void> => {
    const media = network.media.open(token, clock.now());
    const fault = parts.behaviour().mediaFault;
    if (media === undefined || fault === 'missing' || (fault === 'expired' && network.media.isFirstToken(token))) {
      sendJson(response, 404, { error: { message: 'The URL has expired or is not valid', type: 'OAuthException', code: 100 } });
      return;
    }
    if (fault === 'redirect') {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
      return;
    }
    response.writeHead(200, { 'content-type': media.mime, 'content-length': media.bytes.length, 'cache-control': 'private' });
    if (fault === 'truncated') {
      response.write(media.bytes.subarray(0, Math.floor(media.bytes.length / 2)), () => response.destroy());
      return;
    }
    if (fault === 'slow') {
      for (let at = 0; at < media.bytes.length && !response.destroyed; at += 4096) {
        response.write(media.bytes.subarray(at, at + 4096));
        await new Promise((resolve) => setTimeout(resolve, 250 * parts.behaviour().timeScale));
      }
      response.end();
      return;
    }
    response.end(media.bytes);
  };

  const describeMedia = (media: StoredMedia): Record<string, unknown> => ({
    messaging_product: 'whatsapp',
    url: `${parts.origin()}${mediaPath}${network.media.createToken(media.id, clock.now())}`,
    mime_type: media.mime,
    sha256: media.sha256Hex,
    file_size: String(media.bytes.length),
    id: media.id,
  });

  const route = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const method = request.method ?? 'GET';
    if (url.pathname.startsWith(mediaPath)) {
      authorize(request);
      await download(response, url.pathname.slice(mediaPath.length));
      return;
    }
    const path = url.pathname
      .replace(/^\/v\d+\.\d+(?=\/)/, '')
      .split('/')
      .filter((part) => part !== '');
    const [id = '', edge = ''] = path;
    authorize(request);
    const number = network.number(id);
    if (edge !== '' && number === undefined && id !== parts.wabaId) throw unknownObject(id);
    if (number !== undefined && edge === 'messages' && method === 'POST') return await messages(request, response, id);
    if (number !== undefined && edge === 'media' && method === 'POST') return await upload(request, response);
    if (number !== undefined && edge === 'whatsapp_business_profile') {
      sendJson(
        response,
        200,
        method === 'GET' ? { data: [{ about: 'Support for outlets', messaging_product: 'whatsapp', vertical: 'PROF_SERVICES' }] } : { success: true },
      );
      return;
    }
    if (number !== undefined && edge === '' && method === 'GET') {
      const all: Record<string, unknown> = {
        id,
        display_phone_number: number.displayPhoneNumber,
        verified_name: number.verifiedName,
        quality_rating: 'GREEN',
        code_verification_status: 'VERIFIED',
        status: 'CONNECTED',
        platform_type: 'CLOUD_API',
        throughput: { level: 'STANDARD' },
        name_status: 'APPROVED',
        health_status: { can_send_message: 'AVAILABLE', entities: [{ entity_type: 'PHONE_NUMBER', id, can_send_message: 'AVAILABLE' }] },
      };
      const fields = url.searchParams.get('fields')?.split(',') ?? ['display_phone_number', 'verified_name', 'quality_rating'];
      sendJson(response, 200, Object.fromEntries(Object.entries(all).filter(([name]) => name === 'id' || fields.includes(name))));
      return;
    }
    if (id === parts.wabaId && edge === 'message_templates' && method === 'GET') {
      const { failingTemplatePage } = parts.behaviour();
      if (failingTemplatePage !== null && network.templates.pageNumber(url.searchParams) >= failingTemplatePage)
        throw new GraphFault(2, 'Service temporarily unavailable');
      sendJson(response, 200, network.templates.page(url.searchParams, `${parts.origin()}${url.pathname}`));
      return;
    }
    if (id === parts.wabaId && edge === 'phone_numbers' && method === 'GET') {
      sendJson(response, 200, {
        data: network.numbers.map((known) => ({
          id: known.phoneNumberId,
          display_phone_number: known.displayPhoneNumber,
          verified_name: known.verifiedName,
          quality_rating: 'GREEN',
        })),
      });
      return;
    }
    if (id === parts.wabaId && edge === 'subscribed_apps') {
      sendJson(response, 200, method === 'GET' ? { data: [{ whatsapp_business_api_data: { id: '1', name: 'Engage' } }] } : { success: true });
      return;
    }
    if (id === parts.wabaId && edge === '' && method === 'GET') {
      sendJson(response, 200, { id, name: 'KedaiPOS', timezone_id: '81', message_template_namespace: 'kedaipos' });
      return;
    }
    const media = network.media.find(id, clock.now());
    if (media !== undefined && edge === '' && method === 'GET') {
      sendJson(response, 200, describeMedia(media));
      return;
    }
    if (media !== undefined && edge === '' && method === 'DELETE') {
      network.media.delete(id);
      sendJson(response, 200, { success: true });
      return;
    }
    throw unknownObject(id);
  };

  return async (request, response, url) => {
    try {
      await route(request, response, url);
    } catch (cause) {
      const fault = cause instanceof GraphFault ? cause : new GraphFault(131000, cause instanceof Error ? cause.message : 'Something went wrong');
      sendJson(response, fault.httpStatus, fault.toResponse(), {
        'x-fb-trace-id': 'simulated',
        ...(fault.retryAfterSeconds === null ? {} : { 'retry-after': String(fault.retryAfterSeconds) }),
        ...(fault.code === 190 ? { 'www-authenticate': 'OAuth "Facebook Platform" "invalid_token" "Invalid OAuth access token"' } : {}),
      });
    }
  };
}

import { z } from 'zod';

const id = z.string().min(1).max(256);
const media = {
  mediaId: id.optional(),
  base64: z.string().optional(),
  mime: z.string().optional(),
  caption: z.string().optional(),
  filename: z.string().optional(),
};
const shared = {
  /** Which number of the business it is written to; the first one when left out. */
  phoneNumberId: z.string().optional(),
  /** The provider's time of the message, for windows and history; now when left out. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** A message id of the test's choosing. */
  id: z.string().max(200).optional(),
  replyToId: id.optional(),
  isForwarded: z.boolean().optional(),
  referral: z.record(z.string(), z.unknown()).optional(),
  /** Members added to the message as they are, to try what no schema foresees. */
  extra: z.record(z.string(), z.unknown()).optional(),
};

/** What a virtual handset can be told to send. */
export const inboundSchema = z.discriminatedUnion('kind', [
  z.object({ ...shared, kind: z.literal('text'), text: z.string() }),
  z.object({ ...shared, kind: z.literal('image'), ...media }),
  z.object({ ...shared, kind: z.literal('video'), ...media }),
  z.object({ ...shared, kind: z.literal('audio'), ...media }),
  z.object({ ...shared, kind: z.literal('voice'), ...media }),
  z.object({ ...shared, kind: z.literal('document'), ...media }),
  z.object({ ...shared, kind: z.literal('sticker'), ...media }),
  z.object({
    ...shared,
    kind: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
  }),
  z.object({ ...shared, kind: z.literal('contacts'), people: z.array(z.object({ name: z.string(), phone: z.string().optional() })).min(1) }),
  z.object({ ...shared, kind: z.literal('reaction'), messageId: id, emoji: z.string() }),
  z.object({ ...shared, kind: z.literal('button'), text: z.string(), payload: z.string().optional() }),
  z.object({ ...shared, kind: z.literal('button_reply'), choiceId: id, title: z.string() }),
  z.object({ ...shared, kind: z.literal('list_reply'), choiceId: id, title: z.string(), description: z.string().optional() }),
  z.object({ ...shared, kind: z.literal('flow_reply'), response: z.record(z.string(), z.unknown()) }),
  z.object({
    ...shared,
    kind: z.literal('order'),
    catalogId: z.string().default('2080123'),
    text: z.string().optional(),
    items: z.array(z.object({ sku: z.string(), quantity: z.number(), price: z.number(), currency: z.string().default('MYR') })).min(1),
  }),
  z.object({
    ...shared,
    kind: z.literal('changed_number'),
    newPhone: z.string().regex(/^\d{7,15}$/),
    newUserId: z.string().optional(),
    form: z.enum(['phone', 'bsuid']).default('phone'),
  }),
  z.object({ ...shared, kind: z.literal('changed_user_id'), newUserId: z.string() }),
  z.object({ ...shared, kind: z.literal('unsupported'), title: z.string().default('poll_creation') }),
  z.object({ ...shared, kind: z.literal('edit'), messageId: id, text: z.string() }),
  z.object({ ...shared, kind: z.literal('revoke'), messageId: id }),
  z.object({ ...shared, kind: z.literal('raw'), message: z.record(z.string(), z.unknown()) }),
]);

/** One message from a handset, before defaults. */
export type InboundSpec = z.input<typeof inboundSchema>;
/** One message from a handset, after defaults. */
export type InboundOrder = z.output<typeof inboundSchema>;

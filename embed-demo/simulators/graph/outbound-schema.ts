import { z } from 'zod';

const text = (max: number): z.ZodString => z.string().min(1).max(max);
const media = z
  .object({
    id: z.string().min(1).optional(),
    link: z.url().optional(),
    caption: z.string().max(1024).optional(),
    filename: z.string().max(240).optional(),
    voice: z.boolean().optional(),
  })
  .refine((value) => (value.id === undefined) !== (value.link === undefined), { message: 'exactly one of id and link is required' });
const header = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: text(60) }),
  z.object({ type: z.literal('image'), image: media }),
  z.object({ type: z.literal('video'), video: media }),
  z.object({ type: z.literal('document'), document: media }),
]);
const footer = z.object({ text: text(60) });
const row = z.object({ id: text(200), title: text(24), description: z.string().max(72).optional() });

const interactive = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('button'),
    header: header.optional(),
    body: z.object({ text: text(1024) }),
    footer: footer.optional(),
    action: z.object({
      buttons: z
        .array(z.object({ type: z.literal('reply'), reply: z.object({ id: text(256), title: text(20) }) }))
        .min(1)
        .max(3),
    }),
  }),
  z.object({
    type: z.literal('list'),
    header: z.object({ type: z.literal('text'), text: text(60) }).optional(),
    body: z.object({ text: text(4096) }),
    footer: footer.optional(),
    action: z
      .object({
        button: text(20),
        sections: z
          .array(z.object({ title: z.string().max(24).optional(), rows: z.array(row).min(1) }))
          .min(1)
          .max(10),
      })
      .refine((action) => action.sections.reduce((sum, section) => sum + section.rows.length, 0) <= 10, { message: 'a list has at most 10 rows in all' })
      .refine((action) => action.sections.length === 1 || action.sections.every((section) => (section.title ?? '') !== ''), {
        message: 'a section title is required when there is more than one section',
      }),
  }),
  z.object({
    type: z.literal('cta_url'),
    header: header.optional(),
    body: z.object({ text: text(1024) }),
    footer: footer.optional(),
    action: z.object({ name: z.literal('cta_url'), parameters: z.object({ display_text: text(20), url: z.url() }) }),
  }),
  z.object({
    type: z.literal('location_request_message'),
    body: z.object({ text: text(1024) }),
    action: z.object({ name: z.literal('send_location') }),
  }),
]);

const templateParameter = z.looseObject({
  type: z.string().min(1),
  text: z.string().optional(),
  parameter_name: z.string().optional(),
  payload: z.string().optional(),
});
const templateComponent = z.object({
  type: z
    .string()
    .transform((value) => value.toLowerCase())
    .pipe(z.enum(['header', 'body', 'button', 'carousel', 'limited_time_offer'])),
  sub_type: z.string().optional(),
  index: z.union([z.string(), z.number()]).optional(),
  parameters: z.array(templateParameter).optional(),
});

const person = z.looseObject({
  name: z.looseObject({ formatted_name: text(512) }),
  phones: z.array(z.looseObject({ phone: z.string().optional(), wa_id: z.string().optional(), type: z.string().optional() })).optional(),
});

const shared = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.enum(['individual', 'group']).optional(),
  to: z.string().min(1).optional(),
  recipient: z
    .string()
    .regex(/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/)
    .optional(),
  context: z.object({ message_id: text(128) }).optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
};

/**
 * What `POST /{PHONE}/messages` accepts as a message, with the documented lengths.
 * Source: messages API reference, v26 (text 4096, caption 1024, 3 buttons × 20, list 10 rows in all, footer 60).
 */
export const outboundSchema = z.discriminatedUnion('type', [
  z.object({ ...shared, type: z.literal('text'), text: z.object({ body: text(4096), preview_url: z.boolean().optional() }) }),
  z.object({ ...shared, type: z.literal('image'), image: media }),
  z.object({ ...shared, type: z.literal('video'), video: media }),
  z.object({ ...shared, type: z.literal('audio'), audio: media }),
  z.object({ ...shared, type: z.literal('document'), document: media }),
  z.object({ ...shared, type: z.literal('sticker'), sticker: media }),
  z.object({
    ...shared,
    type: z.literal('location'),
    location: z.object({
      latitude: z.coerce.number().min(-90).max(90),
      longitude: z.coerce.number().min(-180).max(180),
      name: z.string().optional(),
      address: z.string().optional(),
    }),
  }),
  z.object({ ...shared, type: z.literal('contacts'), contacts: z.array(person).min(1) }),
  z.object({ ...shared, type: z.literal('reaction'), reaction: z.object({ message_id: text(128), emoji: z.string().max(32) }) }),
  z.object({ ...shared, type: z.literal('interactive'), interactive }),
  z.object({
    ...shared,
    type: z.literal('template'),
    template: z.object({
      name: text(512),
      language: z.object({ code: text(16), policy: z.string().optional() }),
      components: z.array(templateComponent).optional(),
    }),
  }),
]);

/** A message the API understood. */
export type OutboundMessage = z.output<typeof outboundSchema>;

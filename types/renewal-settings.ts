import { z } from 'zod';
import type { Instant } from './paging.ts';
import type { ReminderReason } from './renewals.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const day = z.iso.date();

/** One point of the cadence: `offsetDays` before (negative) or after the due date. Its name is `d-14`, `d+3`. */
export const cadenceStepSchema = z.object({ offsetDays: z.number().int().min(-60).max(30), template: z.string().min(1).max(255) });
export type CadenceStep = z.infer<typeof cadenceStepSchema>;

/** Everything that may be set about renewals (RENEW-03, RENEW-04, G-02, G-05). Saved as one setting, `renewals`. */
export const renewalSettingsSchema = z
  .object({
    isOn: z.boolean().default(true),
    cadence: z
      .array(cadenceStepSchema)
      .min(1)
      .max(8)
      .default([
        { offsetDays: -14, template: 'renewal_reminder_v1' },
        { offsetDays: -7, template: 'renewal_reminder_v1' },
        { offsetDays: -1, template: 'renewal_reminder_v1' },
        { offsetDays: 3, template: 'renewal_overdue_v1' },
      ]),
    /** prompts sent and neither answered nor superseded; the overdue notice supersedes the oldest */
    mostOutstanding: z.number().int().min(1).max(8).default(3),
    mostPerCycle: z.number().int().min(1).max(12).default(4),
    /** hours between two prompts of one cycle */
    minimumGapHours: z.number().int().min(0).max(240).default(44),
    /** nothing is sent outside these hours of the outlet's day */
    sendFrom: clock.default('09:00'),
    sendUntil: clock.default('18:00'),
    sendsOnWeekends: z.boolean().default(true),
    holidays: z
      .array(
        z.object({
          on: day,
          name: z.string().trim().min(1).max(100),
          /** IANA zones it is kept in; empty: everywhere */ zones: z.array(z.string().max(64)).max(20).default([]),
        }),
      )
      .max(200)
      .default([]),
    /** contact pressure: automatic messages of every kind to one person, over all their outlets */
    pressure: z
      .object({ most: z.number().int().min(1).max(50), days: z.number().int().min(1).max(60), mostPerDay: z.number().int().min(1).max(10) })
      .default({ most: 4, days: 7, mostPerDay: 1 }),
    digest: z
      .object({
        isOn: z.boolean(),
        /** so many outlets of one person at once become one message */ from: z.number().int().min(2).max(20),
        template: z.string().min(1).max(255),
        /** steps due within so many days join */ joinDays: z.number().int().min(0).max(14),
      })
      .default({ isOn: true, from: 2, template: 'renewal_digest_v1', joinDays: 3 }),
    winback: z
      .object({
        isOn: z.boolean(),
        offsetDays: z.array(z.number().int().min(8).max(180)).max(4),
        template: z.string().min(1).max(255),
        /** paid within so many days of a winback message counts as won back */ attributionDays: z.number().int().min(1).max(120),
      })
      .default({ isOn: true, offsetDays: [30, 60], template: 'winback_v1', attributionDays: 30 }),
    failedAfterDays: z.number().int().min(1).max(60).default(7),
    /** churned: overdue for more than so many days (G-02) */
    lostAfterDays: z.number().int().min(8).max(180).default(30),
    /** paid within so many days of an attempt counts as recovered by it */
    attributionDays: z.number().int().min(1).max(120).default(30),
    horizonDays: z.number().int().min(14).max(120).default(60),
    amount: z
      .string()
      .regex(/^\d{1,10}(\.\d{1,2})?$/)
      .default('0'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('MYR'),
    cycleMonths: z.number().int().min(1).max(60).default(12),
    /** `{oid}`, `{fid}` and `{due}` are filled in (G-05) */
    paymentUrl: z.string().max(500).default('https://pay.example.com/renew/{oid}'),
    /** high-risk merchants (G-03): from so many signs on; so many tickets within 30 days are one */
    risk: z
      .object({ threshold: z.number().int().min(1).max(3), ticketsPerMonth: z.number().int().min(2).max(100) })
      .default({ threshold: 2, ticketsPerMonth: 5 }),
    /** share of recovered renewals to reach (GOAL-04) */
    goalShare: z.number().min(0).max(1).default(0.6),
  })
  .refine(({ sendFrom, sendUntil }) => sendFrom < sendUntil, { path: ['sendUntil'], message: 'must be later than sendFrom' })
  .refine(({ cadence }) => new Set(cadence.map((step) => step.offsetDays)).size === cadence.length, { path: ['cadence'], message: 'each day once' });
export type RenewalSettings = z.infer<typeof renewalSettingsSchema>;

/** As they are stored: `revision` names what was read, and saving asks for it. */
export type SavedRenewalSettings = RenewalSettings & { revision: string };

/** Only what is named: a default would be the loss of what is stored. */
const renewalSettingsChange = z
  .custom<Partial<z.input<typeof renewalSettingsSchema>>>((given) => typeof given === 'object' && given !== null && !Array.isArray(given))
  .transform((given, context): Partial<RenewalSettings> => {
    const change: Record<string, unknown> = {};
    for (const [name, schema] of Object.entries(renewalSettingsSchema.shape)) {
      const value: unknown = Object.hasOwn(given, name) ? Reflect.get(given, name) : undefined;
      if (value === undefined) continue;
      const read = schema.safeParse(value);
      if (read.success) change[name] = read.data;
      for (const { path, message } of read.error?.issues ?? []) context.addIssue({ code: 'custom', path: [name, ...path], message });
    }
    return change;
  });

/** Others stay as they are stored. `revision`: of the settings they were changed from (`renewals.settings`). */
export const saveRenewalSettingsInput = z.object({ settings: renewalSettingsChange, revision: z.string().min(1).max(64) });
export const simulateInput = z.object({
  settings: renewalSettingsSchema,
  /** `ahead`: the next so many days as things stand; `back`: due dates of the days before today, as they were paid and answered */
  mode: z.enum(['ahead', 'back']),
  days: z.number().int().min(7).max(120),
});
/** What would be sent (or would have been), before settings are saved. */
export interface Simulation {
  from: string;
  to: string;
  renewals: number;
  messages: number;
  people: number;
  /** what really was sent in these days, for `back` */
  actualMessages: number | null;
  days: { on: string; messages: number; byStep: Record<string, number>; actual: number | null }[];
  skipped: { reason: ReminderReason; count: number }[];
  /** the first few hundred, in order */
  list: { at: Instant; outletName: string; oid: string; contactName: string | null; step: string; outlets: number }[];
  isCut: boolean;
}

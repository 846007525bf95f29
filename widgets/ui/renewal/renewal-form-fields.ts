import type { ColleagueView, MeView } from '../../../types/access.ts';
import { CALL_RESULTS, CANCEL_REASONS, type RenewalView } from '../../../types/renewals.ts';
import type { SelectOption } from '../select.ts';
import type { FormSay } from './form-words.ts';
import type { RenewalAct } from './renewal-act.ts';
import type { RenewalSay } from './renewal-words.ts';

/** Forms of one renewal, by the act they end in. */
export type RenewalFormName = 'call' | 'paid' | 'cancel' | 'snooze' | 'assign' | 'note' | 'task' | 'billing';

/** One field of a form; `check` answers what is wrong in words, or nothing. */
export interface FormField {
  name: string;
  kind: 'text' | 'area' | 'date' | 'select';
  label: string;
  value: string;
  help?: string;
  placeholder?: string;
  required?: boolean;
  options?: readonly SelectOption[];
  check?: (value: string) => string;
}

/** What the fields are made from. */
export interface FormFacts {
  renewal: RenewalView;
  colleagues: readonly ColleagueView[];
  me: MeView | null;
  /** the task a call belongs to */
  taskId: string | null;
  say: FormSay;
  words: RenewalSay;
}

/** A day so many days from another; days without a time, so zones do not matter. */
const move = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const tasks = ['call', 'email', 'follow_up'] as const;

/** The fields of a form, filled with what is likely, and the act its values make. The company's today follows from due date and days left. */
export function renewalFormFields(
  form: RenewalFormName,
  facts: FormFacts,
): { fields: readonly FormField[]; act: (values: Readonly<Record<string, string>>) => RenewalAct } {
  const { renewal, colleagues, me, taskId, say, words } = facts;
  const today = move(renewal.dueOn, -renewal.daysLeft);
  const note: FormField = { name: 'note', kind: 'area', label: say('optional', { label: say('note') }), value: '', help: say('noteHint') };
  const from =
    (first: string, wrong: 'wrong.past' | 'wrong.pastOrToday') =>
    (value: string): string =>
      value && value < first ? say(wrong) : '';
  const people: SelectOption[] = colleagues.map(({ userId, name }) => ({ value: userId, label: name }));

  switch (form) {
    case 'call':
      return {
        fields: [
          {
            name: 'result',
            kind: 'select',
            label: say('call.result'),
            value: '',
            required: true,
            placeholder: '…',
            options: CALL_RESULTS.map((value) => ({ value, label: words(`result.${value}`) })),
          },
          {
            name: 'contactId',
            kind: 'select',
            label: say('call.who'),
            value: renewal.people.find(({ isChosen }) => isChosen)?.contactId ?? '',
            options: [...renewal.people.map(({ contactId, name }) => ({ value: contactId, label: name })), { value: '', label: say('call.nobody') }],
          },
          note,
          { name: 'followUpOn', kind: 'date', label: say('optional', { label: say('call.followUp') }), value: '', check: from(move(today, 1), 'wrong.past') },
        ],
        act: ({ result, contactId, note: text, followUpOn }) => ({
          do: 'call',
          result: CALL_RESULTS.find((one) => one === result) ?? 'no_answer',
          ...(contactId && { contactId }),
          ...(text && { note: text }),
          ...(followUpOn && { followUpOn }),
          ...(taskId && { taskId }),
        }),
      };
    case 'paid':
      return {
        fields: [
          { name: 'paidOn', kind: 'date', label: say('paid.on'), value: today, required: true, check: (value) => (value > today ? say('wrong.future') : '') },
          { name: 'reference', kind: 'text', label: say('optional', { label: say('paid.reference') }), value: '' },
          note,
        ],
        act: ({ paidOn = today, reference, note: text }) => ({ do: 'paid', paidOn, ...(reference && { reference }), ...(text && { note: text }) }),
      };
    case 'cancel':
      return {
        fields: [
          {
            name: 'reason',
            kind: 'select',
            label: say('cancel.reason'),
            value: '',
            required: true,
            placeholder: '…',
            options: CANCEL_REASONS.map((value) => ({ value, label: words(`cancel.${value}`) })),
          },
          note,
        ],
        act: ({ reason, note: text }) => ({ do: 'cancel', reason: CANCEL_REASONS.find((one) => one === reason) ?? 'other', ...(text && { note: text }) }),
      };
    case 'snooze':
      return {
        fields: [
          { name: 'until', kind: 'date', label: say('snooze.until'), value: move(today, 7), required: true, check: from(move(today, 1), 'wrong.past') },
          note,
        ],
        act: ({ until = '', note: text }) => ({ do: 'snooze', until, ...(text && { note: text }) }),
      };
    case 'assign':
      return {
        fields: [
          {
            name: 'userId',
            kind: 'select',
            label: say('assign.who'),
            value: renewal.owner?.userId ?? '',
            options: [{ value: '', label: say('assign.nobody') }, ...people],
          },
        ],
        act: ({ userId }) => ({ do: 'assign', userId: userId || null }),
      };
    case 'note':
      return {
        fields: [{ name: 'text', kind: 'area', label: say('note'), value: '', required: true, help: say('noteHint') }],
        act: ({ text = '' }) => ({ do: 'note', text }),
      };
    case 'task':
      return {
        fields: [
          { name: 'kind', kind: 'select', label: say('task.kind'), value: 'call', options: tasks.map((value) => ({ value, label: words(`task.${value}`) })) },
          { name: 'title', kind: 'text', label: say('optional', { label: say('task.name') }), value: '' },
          { name: 'dueOn', kind: 'date', label: say('task.due'), value: move(today, 1), required: true, check: from(today, 'wrong.pastOrToday') },
          {
            name: 'userId',
            kind: 'select',
            label: say('task.who'),
            value: people.some(({ value }) => value === me?.userId) ? (me?.userId ?? '') : '',
            options: [{ value: '', label: say('task.anybody') }, ...people],
          },
        ],
        act: ({ kind, title, dueOn = today, userId }) => ({
          do: 'task',
          kind: tasks.find((one) => one === kind) ?? 'call',
          dueOn,
          ...(title && { title }),
          ...(userId && { userId }),
        }),
      };
    case 'billing': {
      const { billing, price } = renewal;
      const matches =
        (shape: RegExp, wrong: 'wrong.amount' | 'wrong.currency' | 'wrong.link') =>
        (value: string): string =>
          !value || shape.test(value) ? '' : say(wrong);
      const whole = (value: string): string => (!value || (/^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= 60) ? '' : say('wrong.months'));
      return {
        fields: [
          {
            name: 'amount',
            kind: 'text',
            label: say('billing.amount'),
            value: billing.amount ?? '',
            placeholder: price.amount,
            check: matches(/^\d{1,10}(\.\d{1,2})?$/, 'wrong.amount'),
          },
          {
            name: 'currency',
            kind: 'text',
            label: say('billing.currency'),
            value: billing.currency ?? '',
            placeholder: price.currency,
            check: matches(/^[A-Z]{3}$/, 'wrong.currency'),
          },
          { name: 'cycleMonths', kind: 'text', label: say('billing.months'), value: billing.cycleMonths?.toString() ?? '', check: whole },
          {
            name: 'paymentUrl',
            kind: 'text',
            label: say('billing.link'),
            value: billing.paymentUrl ?? '',
            placeholder: renewal.paymentUrl ?? '',
            check: matches(/^https:\/\/\S+\.\S+$/, 'wrong.link'),
          },
        ],
        act: ({ amount, currency, cycleMonths, paymentUrl }) => ({
          do: 'billing',
          amount: amount || null,
          currency: currency || null,
          cycleMonths: cycleMonths ? Number(cycleMonths) : null,
          paymentUrl: paymentUrl || null,
        }),
      };
    }
  }
}

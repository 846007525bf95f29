import { AppError } from '../platform/app-error.ts';
import { companyToday } from './company-today.ts';
import { moveDay } from './move-day.ts';

const AHEAD_DAYS = 731;

/** A day somebody typed for something to come: from today (the company's) to two years on. Error: invalid_input, with the field. */
export function refuseOddDay(now: Date, day: string, field: string): void {
  const today = companyToday(now);
  if (day < today) throw new AppError('invalid_input', 'This day is over.', { fields: [field] });
  if (day > moveDay(today, AHEAD_DAYS)) throw new AppError('invalid_input', 'This day is more than two years ahead.', { fields: [field] });
}

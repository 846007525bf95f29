import { idSchema } from '../../types/paging.ts';
import { AppError } from '../platform/app-error.ts';

/** The id a page of a list by id ended with; opaque to clients, so that the order may change. Throws AppError('invalid_input'). */
export function readKeyset(cursor: string | null | undefined): string | null {
  if (cursor === null || cursor === undefined) return null;
  const parsed = idSchema.safeParse(cursor);
  if (!parsed.success) throw new AppError('invalid_input', 'This cursor is not one of ours.');
  return parsed.data;
}

import { AppError } from '../platform/app-error.ts';

/** Meta does not know the id (any more), or says so while it is still spreading it, or while our token may not see it: asked again later. */
export class UnknownMedia extends AppError {
  constructor(detail: string) {
    super('unavailable', `media id: ${detail}`);
  }
}

import type { TemplateStatus } from '../../../types/templates.ts';
import type { Tone } from '../badge.ts';

/** The colour of a template's state: good, waiting, running out (it may come back), refused, or nothing to do with it any more. */
export const templateTone: Readonly<Record<TemplateStatus, Tone>> = {
  APPROVED: 'green',
  PENDING: 'blue',
  IN_APPEAL: 'blue',
  PAUSED: 'amber',
  LIMIT_EXCEEDED: 'amber',
  REJECTED: 'red',
  DISABLED: 'red',
  PENDING_DELETION: 'neutral',
  DELETED: 'neutral',
  ARCHIVED: 'neutral',
  DRAFT: 'violet',
};

import type { Draft } from '../core/conversation/drafts.ts';

/** Aina, who may do everything an agent does. */
export const galleryMe = {
  userId: '2',
  name: 'Aina Rahman',
  role: 'agent' as const,
  pii: 'full' as const,
  can: { reply: true, assign: true, resolve: true, linkOutlet: true, seeAllViews: true, upload: true },
};

/** What she is writing; nothing when nothing is said. */
export const galleryDraft = (given: Partial<Draft> = {}): Draft => ({
  mode: 'reply',
  reply: '',
  note: '',
  replyToId: null,
  noteKey: null,
  baseRevision: null,
  files: [],
  ...given,
});

import type { MeView } from '../../types/access.ts';

/** Aina, an agent who may do everything an agent does. */
export const aina: MeView = {
  userId: '7',
  name: 'Aina Rahman',
  role: 'agent',
  pii: 'full',
  can: { reply: true, assign: true, resolve: true, linkOutlet: true, seeAllViews: true, upload: true, renew: false, administer: false },
};

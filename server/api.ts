import { authApi, peopleApi } from './access/api.ts';
import { qualityApi, risksApi } from './analytics/api.ts';
import { messagesApi } from './messages/api.ts';
import { outletsApi, posApi } from './outlets/api.ts';
import { router } from './platform/trpc.ts';
import { renewalsApi } from './renewals/api.ts';
import { categoriesApi, linksApi, privacyApi, ticketsApi } from './tickets/api.ts';
import { numbersApi, templatesApi } from './whatsapp/api.ts';

/** Every procedure, by domain. */
export const appRouter = router({
  auth: authApi,
  people: peopleApi,
  outlets: outletsApi,
  pos: posApi,
  links: linksApi,
  messages: messagesApi,
  tickets: ticketsApi,
  categories: categoriesApi,
  privacy: privacyApi,
  renewals: renewalsApi,
  quality: qualityApi,
  risks: risksApi,
  numbers: numbersApi,
  templates: templatesApi,
});

/** What the widgets' typed client is made from. */
export type AppRouter = typeof appRouter;

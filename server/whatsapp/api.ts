import { z } from 'zod';
import { idSchema } from '../../types/paging.ts';
import { bindTemplateInput, previewTemplateInput } from '../../types/templates.ts';
import { companyProcedure } from '../access/company-procedure.ts';
import { bindTemplate } from '../messages/bind-template.ts';
import { router, signedInProcedure } from '../platform/trpc.ts';
import { listTemplateFamilies } from '../renewals/list-template-families.ts';
import { previewTemplate } from '../renewals/preview-template.ts';
import { listNumbers } from './list-numbers.ts';
import { resumeNumber } from './resume-number.ts';
import { syncTemplatesOfTenant } from './sync-templates.ts';

/** What administrators do with the channel: it is the whole company's. */
export const numbersApi = router({
  list: companyProcedure.query(({ ctx }) => listNumbers(ctx)),
  /** the cause is mended: send again, and try again what failed for it alone */
  resume: companyProcedure.input(z.object({ numberId: idSchema })).mutation(({ ctx, input }) => resumeNumber(ctx, input)),
});

/** Message templates: the company's registry, what stands in their blanks, and what Meta says of them. */
export const templatesApi = router({
  registry: signedInProcedure.query(({ ctx }) => listTemplateFamilies(ctx)),
  preview: signedInProcedure.input(previewTemplateInput).query(({ ctx, input }) => previewTemplate(ctx, input)),
  bind: companyProcedure.input(bindTemplateInput).mutation(({ ctx, input }) => bindTemplate(ctx, input)),
  /** reads the templates from Meta now instead of at the next full hour, and says what changed */
  sync: companyProcedure.mutation(({ ctx }) => syncTemplatesOfTenant(ctx)),
});

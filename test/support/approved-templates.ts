import type { WireTemplate } from '../../embed-demo/simulators/graph/wire-types.ts';
import { templateCatalogue } from '../../server/messages/template-catalogue.ts';

/** The product's templates as the account at Meta has them once they are approved; those named have another status there. */
export function approvedTemplates(others: Readonly<Record<string, WireTemplate['status']>> = {}): WireTemplate[] {
  return templateCatalogue.map(({ name, language, category, components }, index) => ({
    id: String(1_000 + index),
    name,
    language,
    category,
    status: others[name] ?? 'APPROVED',
    components: structuredClone(components) as WireTemplate['components'],
  }));
}

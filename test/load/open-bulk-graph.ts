import { createGraphSimulator, type GraphSimulator } from '../../embed-demo/simulators/graph/create-graph-simulator.ts';
import { approvedTemplates } from '../support/approved-templates.ts';
import { wirePhone } from './wire.ts';

/** The Graph API for a sending night: answers like Meta's, in 80 ms, with its limits of number and pair, and knows who writes. */
export async function openBulkGraph(contacts: number): Promise<{ simulator: GraphSimulator; origin: string }> {
  const simulator = createGraphSimulator({
    appSecret: 'load-app-secret',
    accessToken: 'load-access-token',
    verifyToken: 'load-verify-token',
    wabaId: '102290129340398',
    numbers: [{ phoneNumberId: '106540352242922', displayPhoneNumber: '+60 3-1234 5678', verifiedName: 'Load' }],
    webhookUrl: null,
    templates: approvedTemplates(),
    handsets: Array.from({ length: contacts }, (_, index) => ({
      id: `m${index}`,
      name: `Merchant ${index}`,
      phone: wirePhone(index),
      userId: `MY.${1_000_000_000 + index}`,
    })),
    behaviour: { enforceWindow: false, apiLatencyMs: 80 },
  });
  return { simulator, origin: await simulator.listen() };
}

import { request, type Agent } from 'node:http';
import type { Stage } from './stage.ts';

/** Answer of a query, over one kept connection, as a client without batches asks. */
export function askProcedure<Answer>(agent: Agent, stage: Stage, token: string, name: string, input: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${stage.origin}/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`,
      { agent, headers: { authorization: `Bearer ${token}` } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode !== 200) reject(new Error(`${name}: ${response.statusCode} ${text.slice(0, 300)}`));
          else resolve((JSON.parse(text) as { result: { data: Answer } }).result.data);
        });
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

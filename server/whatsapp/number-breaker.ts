import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, ExponentialBackoff, handleType, type CircuitBreakerPolicy } from 'cockatiel';
import type { GraphAnswer } from './graph-answer-types.ts';

/** Carries an answer that says "the service is down" through the breaker, which counts only these. */
export class NumberBreakerOutage extends Error {
  readonly answer: GraphAnswer;
  constructor(answer: GraphAnswer) {
    super('outage');
    this.answer = answer;
  }
}

const OUTAGE_CODES = new Set(['2', '131016', '131057', '133004', 'http_503']);
const breakers = new Map<string, CircuitBreakerPolicy>();

/**
 * Calls the Graph API for a number unless its circuit is open (QUEUE-06): five outages in a row open it, one message probes after 2 s,
 * then 4, up to a minute. Refusals of a single message are not outages. Null: the circuit is open, nothing was called.
 */
export async function throughNumberBreaker<T extends GraphAnswer | null>(
  numberId: string,
  call: () => Promise<T>,
): Promise<{ answer: T | GraphAnswer } | null> {
  try {
    const answer = await breakerOf(numberId).execute(async () => {
      const given = await call();
      if (given !== null && isOutage(given)) throw new NumberBreakerOutage(given);
      return given;
    });
    return { answer };
  } catch (error) {
    if (error instanceof NumberBreakerOutage) return { answer: error.answer };
    if (error instanceof BrokenCircuitError) return null;
    throw error;
  }
}

/** True while a number's circuit is open: for the health page. */
export function isNumberBreakerOpen(numberId: string): boolean {
  return breakers.get(numberId)?.state === CircuitState.Open;
}

function breakerOf(numberId: string): CircuitBreakerPolicy {
  const known = breakers.get(numberId);
  if (known) return known;
  const created = circuitBreaker(handleType(NumberBreakerOutage), {
    halfOpenAfter: new ExponentialBackoff({ initialDelay: 2_000, maxDelay: 60_000 }),
    breaker: new ConsecutiveBreaker(5),
  });
  breakers.set(numberId, created);
  return created;
}

function isOutage(answer: GraphAnswer): boolean {
  return answer.kind === 'unreachable' || answer.kind === 'ambiguous' || (answer.kind === 'rejected' && OUTAGE_CODES.has(answer.code));
}

import { BrokenCircuitError, circuitBreaker, CircuitState, ConsecutiveBreaker, ExponentialBackoff, handleType, type CircuitBreakerPolicy } from 'cockatiel';
import type { GraphAnswer } from './graph-answer-types.ts';

/** Carries an answer that says "the service is down" through the breaker, which counts only these. */
export class NumberBreakerOutage extends Error {
  readonly answer: GraphAnswer | null;
  constructor(answer: GraphAnswer | null) {
    super('outage');
    this.answer = answer;
  }
}

/** Nothing was called: says nothing about the service. */
class NotCalled extends Error {}

const OUTAGE_CODES = new Set(['2', '131016', '131057', '133004', 'http_503']);
const breakers = new Map<string, CircuitBreakerPolicy>();

/**
 * Calls the Graph API for a number unless its circuit is open (QUEUE-06): five outages in a row open it, one message probes after 2 s,
 * then 4, up to a minute. Refusals of a single message are not outages. A `call` that answers null called nobody: it neither closes a
 * circuit that is being probed nor ends a row of outages. Null: the circuit is open, nothing was called.
 */
export async function throughNumberBreaker<T extends GraphAnswer | null>(
  numberId: string,
  call: () => Promise<T>,
): Promise<{ answer: T | GraphAnswer | null } | null> {
  const breaker = breakerOf(numberId);
  try {
    const answer = await breaker.execute(async () => {
      const given = await call();
      // while it probes, everything that is not an outage counts as healed
      if (given === null) throw breaker.state === CircuitState.HalfOpen ? new NumberBreakerOutage(null) : new NotCalled('nothing was called');
      if (isOutage(given)) throw new NumberBreakerOutage(given);
      return given;
    });
    return { answer };
  } catch (error) {
    if (error instanceof NotCalled) return { answer: null };
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

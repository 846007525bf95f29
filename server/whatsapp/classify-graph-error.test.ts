import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyGraphError } from './classify-graph-error.ts';

const now = new Date('2026-11-21T12:00:00Z');
const body = (error: object): string => JSON.stringify({ error });

test('reads code, detail, subcode and transience of a Graph error', () => {
  const given = body({
    message: '(#131056) Pair rate limit hit',
    type: 'OAuthException',
    code: 131056,
    error_subcode: 2494055,
    is_transient: true,
    error_data: { messaging_product: 'whatsapp', details: 'too many' },
    fbtrace_id: 'A',
  });
  assert.deepEqual(classifyGraphError(400, given, null, now), {
    kind: 'rejected',
    code: '131056',
    subcode: 2494055,
    detail: 'too many',
    httpStatus: 400,
    retryAfterMs: null,
    isTransient: true,
  });
});
test('a Graph error with HTTP 500 is a refusal: Meta says itself that it did not take it', () => {
  assert.equal(classifyGraphError(500, body({ code: 131000, message: 'Something went wrong' }), null, now).kind, 'rejected');
});
test('a gateway that answers for Meta says nothing certain', () => {
  for (const status of [500, 502, 504]) assert.equal(classifyGraphError(status, '<html>Bad gateway</html>', null, now).kind, 'ambiguous');
});
test('429 and 503 without a body are refusals worth another try; other client errors are not', () => {
  for (const status of [429, 503])
    assert.deepEqual(classifyGraphError(status, '', '7', now), {
      kind: 'rejected',
      code: `http_${status}`,
      subcode: null,
      detail: `HTTP ${status} without a Graph error`,
      httpStatus: status,
      retryAfterMs: 7_000,
      isTransient: true,
    });
  const notFound = classifyGraphError(404, 'nope', null, now);
  assert.ok(notFound.kind === 'rejected' && !notFound.isTransient);
});
test('Retry-After in seconds, as a date, absurd or broken', () => {
  const after = (value: string): unknown => (classifyGraphError(429, '', value, now) as { retryAfterMs: number | null }).retryAfterMs;
  assert.equal(after('3'), 3_000);
  assert.equal(after('Sat, 21 Nov 2026 12:00:30 GMT'), 30_000);
  assert.equal(after('Sat, 21 Nov 2026 11:00:00 GMT'), 0);
  assert.equal(after('99999999'), 3_600_000);
  assert.equal(after('soon'), null);
  assert.equal(after(''), null);
});

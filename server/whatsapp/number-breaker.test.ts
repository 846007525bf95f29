import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import type { GraphAnswer } from './graph-answer-types.ts';
import { isNumberBreakerOpen, throughNumberBreaker } from './number-breaker.ts';

const away: GraphAnswer = { kind: 'unreachable', detail: 'nobody there' };
const sent: GraphAnswer = { kind: 'accepted', waMessageId: 'wamid.1', contactWaId: null, contactUserId: null, httpStatus: 200 };
const refused: GraphAnswer = { kind: 'rejected', code: '131026', subcode: null, detail: '', httpStatus: 400, retryAfterMs: null, isTransient: false };
let number = '0';
beforeEach(() => void (number = String(Number(number) + 1)));

const answer = (given: GraphAnswer | null): Promise<{ answer: GraphAnswer | null } | null> => throughNumberBreaker(number, () => Promise.resolve(given));
const open = async (): Promise<void> => {
  for (let outages = 0; outages < 5; outages++) assert.deepEqual(await answer(away), { answer: away });
  assert.equal(isNumberBreakerOpen(number), true);
};

test('five outages in a row open it; refusals of a message are none', async () => {
  for (let outages = 0; outages < 4; outages++) await answer(away);
  assert.deepEqual(await answer(refused), { answer: refused });
  for (let outages = 0; outages < 4; outages++) await answer(away);
  assert.equal(isNumberBreakerOpen(number), false);
  await answer(away);
  assert.equal(await answer(sent), null, 'nothing is called while it is open');
});

test('a send that called nobody does not end a row of outages', async () => {
  for (let outages = 0; outages < 4; outages++) await answer(away);
  assert.deepEqual(await answer(null), { answer: null });
  await answer(away);
  assert.equal(isNumberBreakerOpen(number), true);
});

test('a send that called nobody does not close a circuit that is being probed; an answer does', async () => {
  mock.timers.enable({ apis: ['Date'], now: Date.now() });
  try {
    await open();
    mock.timers.tick(120_000);
    assert.deepEqual(await answer(null), { answer: null });
    assert.equal(isNumberBreakerOpen(number), true);
    assert.equal(await answer(sent), null, 'the next one waits for the next probe');
    mock.timers.tick(120_000);
    assert.deepEqual(await answer(sent), { answer: sent });
    assert.equal(isNumberBreakerOpen(number), false);
  } finally {
    mock.timers.reset();
  }
});

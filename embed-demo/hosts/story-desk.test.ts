import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { dateInDays } from '../seed/date-in-days.ts';
import { listenServer } from '../simulators/listen-server.ts';
import { createPosSimulator, type PosSimulator } from '../simulators/pos/create-pos-simulator.ts';
import { readBody } from '../simulators/read-body.ts';
import { sendJson } from '../simulators/send-json.ts';
import { StoryDesk } from './story-desk.ts';

const DAY_MS = 86_400_000;

describe('the story of the demo', () => {
  let pos: PosSimulator;
  let outside: Server;
  let url: string;
  let calendar = 0;
  let chat: { direction: string; at: string }[] = [];

  before(async () => {
    pos = createPosSimulator({ token: 'pos-token' });
    await pos.listen();
    // Engage's calendar, its renewals, and the phones, as far as the story asks them
    outside = createServer((request, response) => {
      const answer = async (): Promise<void> => {
        if (request.url?.startsWith('/_sim/handsets/')) return sendJson(response, 200, chat);
        if (request.url?.startsWith('/trpc/')) return sendJson(response, 200, { result: { data: { current: { id: '77' } } } });
        const { days } = JSON.parse((await readBody(request)).toString()) as { days: number };
        calendar += days;
        sendJson(response, 200, { now: new Date(Date.now() + calendar * DAY_MS).toISOString() });
      };
      answer().catch(() => response.destroy());
    });
    url = await listenServer(outside, 0);
  });
  after(async () => {
    await pos.close();
    outside.close();
  });
  beforeEach(() => {
    pos.reset();
    calendar = 0;
    chat = [];
  });
  const desk = (): StoryDesk => new StoryDesk({ engageUrl: url, phoneUrl: url, posUrl: pos.url, token: () => 'token' });
  const isNear = (dueOn: string): boolean => dueOn >= dateInDays(Date.now(), 15) && dueOn <= dateInDays(Date.now(), 37);

  it('is played again with another outlet near today once it is paid, without a long jump', async () => {
    const story = desk();
    const first = await story.state();
    assert.deepEqual([first.merchant, first.isPaid, isNear(first.dueOn)], ['Goh Boon Teck', false, true]);
    assert.equal((await story.play({ step: 'pay' })).isPaid, true);
    await story.play({ step: 'd14' });
    assert.ok(Math.abs(calendar) < 1, 'a day of an outlet that has paid is not played');
    const second = await story.play({ step: 'again' });
    assert.ok(second.oid !== first.oid && isNear(second.dueOn) && !second.isPaid);
    await story.play({ step: 'd3' });
    assert.ok(calendar > 10 && calendar <= 41, `the calendar moved by ${calendar} days`);
  });

  it('begins with an outlet near today after a restart', async () => {
    const story = desk();
    const { oid } = await story.play({ step: 'pay' });
    const after = await desk().state();
    assert.ok(after.oid !== oid && isNear(after.dueOn) && !after.isPaid && after.hasNext);
  });

  it('jumps nowhere when nothing ends soon', async () => {
    for (const outlet of (await (await fetch(`${pos.url}/_sim/expiries`)).json().then(Object.keys)) as string[])
      pos.putOutlet({ oid: Number(outlet), expiry_date: '2099-01-01' });
    const story = desk();
    const state = await story.play({ step: 'd14' });
    assert.deepEqual([state.isPaid, state.hasNext], [true, false]);
    assert.ok(Math.abs(calendar) < 1);
  });

  it('tells whether the step has reached the phone, and which renewal it is about', async () => {
    chat = [{ direction: 'out', at: new Date(Date.now() - DAY_MS).toISOString() }];
    const story = desk();
    assert.deepEqual([(await story.play({ step: 'd14' })).isSent, (await story.state()).renewalId], [false, '77']);
    chat.push({ direction: 'out', at: new Date(Date.now() + 1_000).toISOString() });
    assert.equal((await story.state()).isSent, true);
    assert.equal((await story.play({ step: 'today' })).isSent, false);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoFile } from './demo-file.ts';
import { demoHandsets } from './demo-handsets.ts';
import { demoStaff } from './demo-staff.ts';
import { demoTemplates } from './demo-templates.ts';
import { demoWorld } from './demo-world.ts';
import { planTickets } from './plan-tickets.ts';

const now = Date.parse('2026-11-21T06:00:00Z');

describe('the demo', () => {
  const world = demoWorld();
  const tickets = planTickets(world, demoStaff(), now);
  const lines = tickets.flatMap((ticket) => ticket.lines);

  it('is the same every time', () => {
    assert.deepEqual(demoWorld(), world);
    assert.deepEqual(planTickets(world, demoStaff(), now), tickets);
  });

  it('has a believable size and every state', () => {
    assert.ok(world.franchises.length >= 25);
    assert.ok(world.outlets.length >= 115 && tickets.length >= 300);
    assert.deepEqual([...new Set(tickets.map((ticket) => ticket.status))].sort(), [
      'closed',
      'new',
      'open',
      'pending_internal',
      'pending_merchant',
      'resolved',
    ]);
    assert.deepEqual([...new Set(tickets.map((ticket) => ticket.linkState))].sort(), ['ambiguous', 'linked', 'unknown']);
    assert.deepEqual([...new Set(lines.filter((line) => line.by === 'agent').map((line) => line.status))].sort(), ['delivered', 'failed', 'read', 'sent']);
    assert.ok(
      ['image', 'voice', 'video', 'document', 'sticker', 'location', 'contacts', 'unsupported', 'buttons', 'choice', 'reaction'].every((kind) =>
        lines.some((line) => line.kind === kind),
      ),
    );
  });

  it('keeps the rules of the product: one open ticket a person, nothing in the future, nothing unfilled', () => {
    const open = tickets.filter((ticket) => ticket.status !== 'closed' && ticket.status !== 'resolved').map((ticket) => ticket.person.id);
    assert.equal(new Set(open).size, open.length);
    assert.ok(lines.every((line) => line.at <= now));
    for (const ticket of tickets) {
      assert.ok(ticket.lines.every((line, index) => index === 0 || line.at >= (ticket.lines[index - 1]?.at ?? 0)));
      assert.equal(ticket.lines[0]?.by, 'merchant');
    }
    assert.ok([...lines.map((line) => line.text ?? ''), ...tickets.map((ticket) => ticket.subject)].every((text) => !/[{}|#]/.test(text)));
  });

  it('has files for whatever is sent, and phones and BSUIDs that are nobody else’s', () => {
    for (const name of new Set(lines.flatMap((line) => (/\.\w+$/.test(line.argument) ? [line.argument] : []))))
      assert.ok(demoFile(name).bytes.length > 300, name);
    const handsets = demoHandsets();
    const phones = handsets.flatMap((handset) => handset.phone ?? []);
    assert.equal(new Set(phones).size, phones.length);
    assert.ok(phones.every((phone) => /^60\d{9,10}$/.test(phone)));
    assert.equal(new Set(handsets.map((handset) => handset.userId)).size, handsets.length);
    assert.ok(demoTemplates().every((template) => template.components.every((part) => (part.text ?? '').length <= 1024)));
  });
});

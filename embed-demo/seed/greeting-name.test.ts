import assert from 'node:assert/strict';
import { it } from 'node:test';
import { greetingName } from './greeting-name.ts';

it('calls people as a polite Malaysian would', () => {
  const said = [
    'Sri Devi',
    'Encik Rahman',
    'Lim Mei Ling',
    'Joanne Tan',
    'Nur Aisyah Rahman',
    'Tengku Nur Shahirah binti Tengku Mohd (Utara)',
    'Kavitha Subramaniam',
  ];
  assert.deepEqual(said.map(greetingName), ['Sri', 'Encik Rahman', 'Mei Ling', 'Joanne', 'Nur Aisyah', 'Tengku Shahirah', 'Kavitha']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../platform/app-error.ts';
import { decideBatchFailure, type BatchFailure } from './decide-batch-failure.ts';

const fault = (fields: object, message = 'x'): Error => Object.assign(new Error(message), fields);
const cases: [string, unknown, BatchFailure][] = [
  ['deadlock', fault({ errno: 1213 }), 'conflict'],
  ['lock wait', fault({ errno: 1205 }), 'conflict'],
  ['another lane inserted the same contact', fault({ errno: 1062 }), 'conflict'],
  ['a contact was joined meanwhile', new AppError('conflict', 'joined'), 'conflict'],
  ['data too long', fault({ errno: 1406 }), 'data'],
  ['check constraint (MySQL)', fault({ errno: 3819 }), 'data'],
  ['check constraint (MariaDB)', fault({ errno: 4025 }), 'data'],
  ['foreign key', fault({ errno: 1452 }), 'data'],
  ['invalid JSON', fault({ errno: 3140 }), 'data'],
  ['a bug of ours', new TypeError('x is undefined'), 'data'],
  ['not even an error', 'text', 'data'],
  ['server shutting down', fault({ errno: 1053 }), 'infrastructure'],
  ['too many connections', fault({ errno: 1040 }), 'infrastructure'],
  ['read-only', fault({ errno: 1290 }), 'infrastructure'],
  ['disk full', fault({ errno: 1114 }), 'infrastructure'],
  ['connection refused', fault({ code: 'ECONNREFUSED', errno: -111 }), 'infrastructure'],
  ['connection lost', fault({ code: 'PROTOCOL_CONNECTION_LOST', fatal: true }), 'infrastructure'],
  ['the broker is away', new AppError('unavailable', 'the message broker is away'), 'infrastructure'],
  ['closed pool', new Error('Pool is closed.'), 'infrastructure'],
];
for (const [name, error, expected] of cases) test(name, () => assert.equal(decideBatchFailure(error), expected));

import path from 'node:path';
import { findBinary } from './find-binary.mjs';

/** A private Redis with an append-only file, synced every second. */
export const privateRedis = {
  name: 'redis',
  label: 'Redis',
  packages: ['redis-server'],
  url: ({ port }) => `redis://127.0.0.1:${port}`,
  findBinary: () => findBinary('redis-server', 'valkey-server'),
  async command(folder, { port }, binary) {
    const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes', appendfsync: 'everysec', 'protected-mode': 'yes' };
    return {
      file: binary,
      args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
      env: {},
      logFile: path.join(folder, 'out.log'),
    };
  },
};

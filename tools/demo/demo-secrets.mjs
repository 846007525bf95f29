import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { profileFolder } from '../services/profile-state.mjs';

/** Secrets between the demo's own processes: made once, readable by this user only, never in the repository. */
export function demoSecrets() {
  const file = path.join(profileFolder('dev'), 'secrets.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const names = [
    'WABA_VERIFY_TOKEN',
    'WABA_APP_SECRET',
    'WABA_ACCESS_TOKEN',
    'POS_TOKEN',
    'POS_WEBHOOK_SECRET',
    'IMPORT_TOKEN',
    'SESSION_SECRET',
    'EMBED_SECRET',
  ];
  const secrets = Object.fromEntries(names.map((name) => [name, process.env[name] || known[name] || randomBytes(32).toString('hex')]));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return secrets;
}

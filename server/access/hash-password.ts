import { hash } from '@node-rs/argon2';

/** argon2id with the library's defaults (19 MiB, two passes), as `user.password_hash` keeps it. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

import { z } from 'zod';

/** A BIGINT id as a decimal string: ids never lose precision and are never numbers at a door. */
export const idSchema = z.string().regex(/^[1-9]\d{0,18}$/, 'must be a numeric id');
/** Opaque keyset cursor made by the server. */
export const cursorSchema = z.string().max(200);
/** UTC instant as ISO 8601 with milliseconds, as every API returns it. */
export type Instant = string;

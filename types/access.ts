import { z } from 'zod';
import { idSchema } from './paging.ts';

/** AUTH-02. Customer is not staff. */
export const ROLES = ['agent', 'sales', 'renewal', 'supervisor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** `full` sees phones, e-mail and addresses; `masked` sees them shortened (AUTH-04, G-11). */
export const PII_LEVELS = ['full', 'masked'] as const;
export type PiiLevel = (typeof PII_LEVELS)[number];

/** Longest token any door takes, in characters: the greatest scope there may be, with ids of ten digits, comes to 44,000. */
export const MOST_TOKEN_CHARS = 48 * 1024;

/** The hard limit of what a person may see. `all`, or the listed franchises plus the listed outlets (AUTH-03). */
export const scopeSchema = z.union([
  z.object({ all: z.literal(true) }).strict(),
  z.object({ fids: z.array(idSchema).max(500), oids: z.array(idSchema).max(2000) }).strict(),
]);
export type Scope = z.infer<typeof scopeSchema>;

const tenantSlug = z.string().regex(/^[a-z0-9-]{1,64}$/);

/**
 * Claims of the short-lived token a host page's back end mints (HS256 with EMBED_SECRET, or a key of EMBED_JWKS_URL):
 * aud `engage`, exp ≤ 10 minutes after iat. `sub` is the host's own user id.
 */
export const hostTokenClaimsSchema = z.object({
  /** without spaces around it: the database would take `7 ` for `7` */
  sub: z
    .string()
    .max(128)
    .regex(/^\S(?:[^]*\S)?$/),
  name: z.string().min(1).max(255),
  email: z.email().max(255).optional(),
  role: z.enum(ROLES),
  scope: scopeSchema,
  tenant: tenantSlug.default('default'),
  pii: z.enum(PII_LEVELS).optional(),
  aud: z.union([z.literal('engage'), z.array(z.string())]),
  iat: z.number().int(),
  exp: z.number().int(),
});
export type HostTokenClaims = z.infer<typeof hostTokenClaimsSchema>;

/** what a person types as the tenant may have capitals and spaces around it; nothing else is taken for it */
export const loginInput = z.object({
  tenant: z.string().max(100).trim().toLowerCase().pipe(tenantSlug).default('default'),
  email: z.email().max(255),
  password: z.string().min(1).max(200),
});
export const refreshInput = z.object({ refreshToken: z.string().min(20).max(200) });
/** Answer of login and refresh: a bearer for at most 10 minutes and a rotating refresh token (12 h idle). */
export interface SessionTokens {
  accessToken: string;
  refreshToken: string;
  expiresAt: string;
}

/** The signed-in person as the widgets see them. */
export interface MeView {
  userId: string;
  name: string;
  role: Role;
  pii: PiiLevel;
  can: {
    reply: boolean;
    assign: boolean;
    resolve: boolean;
    linkOutlet: boolean;
    seeAllViews: boolean;
    upload: boolean;
    /** work on renewals: send, call, mark paid, cancel */
    renew: boolean;
    /** settings, the POS, templates: administrators who see the whole company */
    administer: boolean;
  };
}

/** A colleague a ticket can be assigned to. */
export interface ColleagueView {
  userId: string;
  name: string;
  role: Role;
}

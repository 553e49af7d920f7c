import { jsonObject } from '../http/json.ts';

export interface TokenClaims {
  /** ISO 8601, or null when it does not say. */
  expiresAt: string | null;
  /** E.g. `contacts:write`. Null when it names none. */
  scopes: string[] | null;
  roles: string[] | null;
}

/** The claims of a JWT, e.g. the scope `rev_user:all`; null for a token of any other make. Never throws. */
export function tokenClaims(token: string): TokenClaims | null {
  const parts = token.split('.');
  const claims = parts.length === 3 ? jsonObject(Buffer.from(parts[1] ?? '', 'base64url')) : null;
  if (claims === null) return null;
  return {
    expiresAt: expiryOf(claims.exp),
    scopes: words(claims, ['scope', 'scopes', 'scp']),
    roles: words(claims, ['role', 'roles']),
  };
}

/** Seconds since 1970 (RFC 7519), or a date as text. */
export function expiryOf(value: unknown): string | null {
  const date = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Math.abs(date) <= 8.64e15 ? new Date(date).toISOString() : null;
}

/** Issuers put a web address before names of their own, as in `http://devrev.ai/scope`. */
function words(claims: Record<string, unknown>, names: string[]): string[] | null {
  const found = Object.entries(claims).filter(([key]) => names.includes(key.split('/').at(-1) ?? ''));
  const values = found.flatMap(([, value]) => (typeof value === 'string' ? value.split(/[\s,]+/) : value));
  const texts = values.filter((value): value is string => typeof value === 'string' && value !== '');
  return texts.length === 0 ? null : texts;
}

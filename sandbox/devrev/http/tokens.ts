import { unauthenticated } from './problems.ts';

export interface TokenGrant {
  scopes: string[];
  /** Whom the token acts as. @default 'DEVU-1' */
  user?: string;
  /** Another organization than the world's: the token sees nothing here. */
  org?: string;
  /** What `auth-tokens.info` tells. @default it does not say */
  expiresAt?: string;
  expired?: boolean;
  revoked?: boolean;
  /** How the request log calls it. @default the token itself */
  name?: string;
}

const OBJECTS = ['rev_user', 'ticket', 'conversation', 'account', 'artifact'];
const ALL = OBJECTS.map((object) => `${object}:all`);
const READ = OBJECTS.map((object) => `${object}:read`);

export const DEFAULT_TOKENS: Readonly<Record<string, TokenGrant>> = {
  'sandbox-token': { scopes: ALL },
  'sandbox-read-token': { scopes: READ },
  'sandbox-write-token': { scopes: [...READ, 'rev_user:write'] },
  'sandbox-foreign-token': { scopes: ALL, org: 'FOREIGN' },
};

export interface Caller {
  name: string;
  scopes: string[];
  user: string;
  /** Null: the organization of the world. */
  org: string | null;
  expiresAt: string | null;
}

export function authenticate({
  tokens,
  header,
}: {
  tokens: Map<string, TokenGrant>;
  header: string | undefined;
}): Caller {
  const token = (header ?? '').replace(/^Bearer\s+/i, '').trim();
  const grant = tokens.get(token);
  if (grant === undefined) throw unauthenticated('unauthenticated');
  if (grant.revoked) throw unauthenticated('token_revoked');
  if (grant.expired) throw unauthenticated('token_expired');
  return {
    name: grant.name ?? token,
    scopes: grant.scopes,
    user: grant.user ?? 'DEVU-1',
    org: grant.org ?? null,
    expiresAt: grant.expiresAt ?? null,
  };
}

/** From now on the token answers 401. Throws when there is no such token. */
export function revokeToken({ tokens, token }: { tokens: Map<string, TokenGrant>; token: string }): void {
  const grant = tokens.get(token);
  if (grant === undefined) throw new RangeError('Expected a known token');
  tokens.set(token, { ...grant, revoked: true });
}

/** The scopes that allow reading an object; any one of them is enough. */
export function readScopes(object: string): string[] {
  return [`${object}:read`, `${object}:write`, `${object}:all`];
}

import { randomBytes } from 'node:crypto';
import type { Reply } from '../kit/reply.ts';
import { Problem } from './problems.ts';
import type { PodiumSettings } from './settings.ts';

export const CLIENT_ID = 'sandbox-client';
export const CLIENT_SECRET = 'sandbox-secret';

export interface Grant {
  scopes: string[];
  expiresAt: number;
}

export interface OAuth {
  /** As a browser goes there, with a person who agrees: sends it back with a code. */
  authorize(query: URLSearchParams): Reply;
  token(body: Record<string, unknown>): Reply;
  /** Throws Problem for a token that is unknown or too old. */
  grantOf(header: string | undefined): { token: string; grant: Grant };
  /** Makes every access token too old. */
  expire(): void;
  /** Takes every refresh token back. */
  revoke(): void;
}

export function createOAuth(settings: PodiumSettings): OAuth {
  const codes = new Map<string, { redirect: string; scopes: string[] }>();
  const access = new Map<string, Grant>();
  const refresh = new Map<string, string[]>();

  const give = (scopes: string[], known?: string): Reply => {
    const token = accessToken();
    access.set(token, { scopes, expiresAt: Date.now() + settings.accessTtlMs });
    const next = known ?? word('refresh');
    refresh.set(next, scopes);
    return {
      status: 200,
      body: {
        access_token: token,
        token_type: 'bearer',
        expires_in: Math.floor(settings.accessTtlMs / 1000),
        refresh_token: next,
        scope: scopes.join(' '),
      },
    };
  };

  return {
    authorize: (query) => {
      const redirect = query.get('redirect_uri');
      if (query.get('client_id') !== CLIENT_ID || redirect === null || !URL.canParse(redirect)) {
        throw new Problem(400, 'bad_request', 'client_id or redirect_uri is not that of an app');
      }
      const asked = (query.get('scope') ?? '').split(' ');
      const code = word('code');
      codes.set(code, { redirect, scopes: asked.filter((scope) => settings.granted.includes(scope)) });
      const back = new URL(redirect);
      back.searchParams.set('code', code);
      const state = query.get('state');
      if (state !== null) back.searchParams.set('state', state);
      return { status: 302, body: '', headers: { Location: back.href } };
    },
    token: (body) => {
      if (body.client_id !== CLIENT_ID || body.client_secret !== CLIENT_SECRET) return refused('invalid_client');
      if (body.grant_type === 'authorization_code') {
        const code = codes.get(String(body.code));
        codes.delete(String(body.code));
        if (code === undefined || code.redirect !== body.redirect_uri) return refused('invalid_grant');
        return give(code.scopes);
      }
      const known = String(body.refresh_token);
      const scopes = body.grant_type === 'refresh_token' ? refresh.get(known) : undefined;
      if (scopes === undefined) return refused('invalid_grant');
      if (!settings.rotates) return give(scopes, known);
      refresh.delete(known);
      return give(scopes);
    },
    grantOf: (header) => {
      const token = /^Bearer (\S+)$/.exec(header ?? '')?.[1];
      const grant = token === undefined ? undefined : access.get(token);
      if (token === undefined || grant === undefined || grant.expiresAt <= Date.now()) {
        throw new Problem(401, 'unauthenticated', 'The access token is not valid');
      }
      return { token, grant };
    },
    expire: () => {
      for (const grant of access.values()) grant.expiresAt = 0;
    },
    revoke: () => refresh.clear(),
  };
}

function refused(error: string): Reply {
  return { status: error === 'invalid_client' ? 401 : 400, body: { error } };
}

function word(kind: string): string {
  return `${kind}-${randomBytes(16).toString('hex')}`;
}

/** A JWT to look at: what real ones say inside no document tells. */
function accessToken(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ jti: word('jwt') })}.${randomBytes(16).toString('base64url')}`;
}

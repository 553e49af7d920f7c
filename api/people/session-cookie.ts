import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SESSION_MS } from './sessions.ts';

/** What the cookie of this request's session holds. */
export function sessionKey(c: Context): string | undefined {
  return getCookie(c, nameOf(c));
}

export function setSession(c: Context, key: string): void {
  setCookie(c, nameOf(c), key, { ...optionsOf(c), maxAge: SESSION_MS / 1000 });
}

export function clearSession(c: Context): void {
  deleteCookie(c, nameOf(c), optionsOf(c));
}

/** Browsers give cookies to every port of a host: that of a demo is not that of the real thing. */
function nameOf(c: Context): string {
  return `dedupe-session-${new URL(c.req.url).port || '80'}`;
}

/** Sent by pages of ours alone, and read by no script. Behind a proxy that ends TLS, by TLS alone. */
function optionsOf(c: Context) {
  const secure = c.req.header('x-forwarded-proto')?.trim().toLowerCase() === 'https';
  return { httpOnly: true, sameSite: 'Strict', path: '/', secure } as const;
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { ApiSettings } from '../../config/api-settings.ts';
import { detail } from '../fastapi/detail.ts';

/** Whether the customer routes ask for the token. */
export function needsToken({ token, isOpen }: Pick<ApiSettings, 'token' | 'isOpen'>): boolean {
  return token !== null && !isOpen;
}

/** Asks for `Authorization: Bearer TOKEN`. Hashes are compared, so that the time tells neither length nor content. */
export function guardToken(settings: Pick<ApiSettings, 'token' | 'isOpen'>): MiddlewareHandler {
  const expected = digest(settings.token?.reveal() ?? '');
  return async (c, next) => {
    if (!needsToken(settings)) return await next();
    const given = /^Bearer +(\S+)\s*$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return await next();
    return detail(401, 'Not authenticated', { 'www-authenticate': 'Bearer' });
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

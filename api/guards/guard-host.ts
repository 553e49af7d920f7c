import type { MiddlewareHandler } from 'hono';
import type { ApiSettings } from '../../config/api-settings.ts';
import { isLoopback } from '../../config/loopback.ts';
import { turnedAway } from './turned-away.ts';

/** Bound to all addresses: nobody's name. */
const UNSPECIFIED = ['0.0.0.0', '::'];

/**
 * Answers only to the names that we are known by: this machine's, API_HOST, API_ALLOWED_HOSTS. A page whose own name was made
 * to resolve to this machine (DNS rebinding) is told 421.
 */
export function guardHost({ host, allowedHosts }: Pick<ApiSettings, 'host' | 'allowedHosts'>): MiddlewareHandler {
  const own = UNSPECIFIED.includes(host) ? [] : [host.includes(':') ? `[${host}]` : host.toLowerCase()];
  const known = new Set([...own, ...allowedHosts]);
  const isKnown = (name: string): boolean => isLoopback(name) || known.has(name);
  return async (c, next) => {
    // Both may name a host: a request line may hold a whole address.
    if (isKnown(nameOf(c.req.header('host') ?? '')) && isKnown(new URL(c.req.url).hostname)) return await next();
    return turnedAway(c, 'host-unknown', 'this server does not answer to that host name, see API_ALLOWED_HOSTS');
  };
}

/** Without its port. */
function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, '');
}

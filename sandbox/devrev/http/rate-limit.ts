import type { RateLimit, Settings } from '../settings.ts';

export interface Taken {
  allowed: boolean;
  /** Seconds until the window ends, at least 1. */
  retryAfter: number;
  headers: Record<string, string>;
}

export interface RateLimiter {
  take(token: string): Taken;
}

interface Window {
  limit: RateLimit;
  endsAt: number;
  used: number;
}

const UNLIMITED = 1_000_000;

/** A fixed window per token, opened by its first call. A refused call does not count. Another limit opens new windows. */
export function createRateLimiter({
  settings,
  now = Date.now,
}: {
  settings: Settings;
  now?: () => number;
}): RateLimiter {
  const windows = new Map<string, Window>();
  return {
    take(token) {
      const at = now();
      const limit = settings.rateLimit;
      if (limit === 'unlimited') {
        return {
          allowed: true,
          retryAfter: 1,
          headers: headersOf({ limit: UNLIMITED, remaining: UNLIMITED, endsAt: at + 60_000 }),
        };
      }
      let window = windows.get(token);
      if (window === undefined || window.limit !== limit || at >= window.endsAt) {
        window = { limit, endsAt: at + limit.windowMs, used: 0 };
        windows.set(token, window);
      }
      const allowed = window.used < limit.calls;
      if (allowed) window.used += 1;
      return {
        allowed,
        retryAfter: Math.max(1, Math.ceil((window.endsAt - at) / 1000)),
        headers: headersOf({ limit: limit.calls, remaining: limit.calls - window.used, endsAt: window.endsAt }),
      };
    },
  };
}

function headersOf({
  limit,
  remaining,
  endsAt,
}: {
  limit: number;
  remaining: number;
  endsAt: number;
}): Record<string, string> {
  return {
    'X-Ratelimit-Limit': String(limit),
    'X-Ratelimit-Remaining': String(remaining),
    'X-Ratelimit-Reset': String(Math.ceil(endsAt / 1000)),
  };
}

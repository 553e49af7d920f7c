import type { PodiumCore } from './core.ts';
import type { PodiumSettings } from './settings.ts';

/** A fixed window for each token, opened by its first call. A refused call does not count. */
export function createWindows(settings: PodiumSettings): PodiumCore['takes'] {
  const windows = new Map<string, { endsAt: number; used: number }>();
  return (token) => {
    const { rateLimit } = settings;
    if (rateLimit === 'unlimited') return { allowed: true, waitMs: 0 };
    const now = Date.now();
    const known = windows.get(token);
    const window = known !== undefined && now < known.endsAt ? known : { endsAt: now + rateLimit.windowMs, used: 0 };
    windows.set(token, window);
    if (window.used >= rateLimit.calls) return { allowed: false, waitMs: window.endsAt - now };
    window.used += 1;
    return { allowed: true, waitMs: 0 };
  };
}

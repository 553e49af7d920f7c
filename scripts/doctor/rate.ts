import { isLoopback } from '../../config/loopback.ts';
import type { RateLimit } from '../../config/rate-limit.ts';
import { counted } from '../../contacts/words/counted.ts';
import type { Check } from './context.ts';
import { ok, skipped, warning } from './finding.ts';

/** The window that the CRM's answers count by. */
const THEIR_WINDOW_MS = 300_000;

/** What the CRM allows against what we allow ourselves. */
export const rate: Check = {
  name: 'rate',
  run: async (context) => {
    const fact = await context.token();
    if (fact.known === null) return skipped(fact);
    const { rateLimit, baseUrl, variables } = context.settings;
    const { quota } = fact.known;
    const ours = `${variables.rateLimit} is ${limitText(rateLimit)}`;
    if (quota === null) return ok(`${ours}; the CRM's answer names no limit of its own`);
    const theirs = `the CRM allows ${quota.limit} in 5 min${quota.remaining === null ? '' : `, ${quota.remaining} left`}`;
    const found = `${ours}; ${theirs}`;
    if (rateLimit === null) {
      if (isLoopback(new URL(baseUrl).hostname)) return ok(found);
      return warning(found, `unlimited is for the sandbox: unset ${variables.rateLimit}, or set CALLS/TIME`);
    }
    const asked = (rateLimit.calls * THEIR_WINDOW_MS) / rateLimit.windowMs;
    if (asked > quota.limit) {
      const most = Math.max(1, Math.floor((quota.limit * 60_000) / THEIR_WINDOW_MS));
      return warning(
        `${found}: ours comes to ${Math.round(asked)}`,
        `set ${variables.rateLimit}=${most}/60s, or the runs wait for 429s`,
      );
    }
    const isNearlyUsed = quota.remaining !== null && quota.remaining < quota.limit / 10;
    return isNearlyUsed
      ? warning(found, 'somebody else uses this quota too: give the runs a token of their own')
      : ok(found);
  },
};

function limitText(limit: RateLimit): string {
  return limit === null ? 'unlimited' : `${counted(limit.calls, 'call')} in ${limit.windowMs / 1000} s`;
}

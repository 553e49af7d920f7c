import { ConfigError } from '../config/config-error.ts';
import type { Config } from '../config/env.ts';
import { timingOverride } from '../config/timing-override.ts';
import type { Env } from '../config/variables.ts';
import { DEFAULT_TIMING, type Timing } from '../workflows/timing.ts';

/** The times that a new workflow gets: the defaults, with the settings' quiet period and bound, and for practice anything else. */
export function runTiming(config: Config, env: Env = process.env): Timing {
  const override = timingOverride(env, config);
  const unknown = Object.keys(override).find((name) => !(name in DEFAULT_TIMING));
  if (unknown !== undefined) {
    const known = Object.keys(DEFAULT_TIMING).join(', ');
    throw new ConfigError(`DEDUPE_TIMING.${unknown} is unknown, expected some of: ${known}`);
  }
  const { quietMs, partialMs } = config;
  const timing: Timing = { ...DEFAULT_TIMING, quietMs, partialMs, ...override };
  checkOrder(timing);
  return timing;
}

/** A merge could still be on its way when it is called not applied, were the quiet period not the longest of the three. */
function checkOrder({ postMs, sendMs, quietMs }: Timing): void {
  if (postMs < sendMs && sendMs < quietMs) return;
  throw new ConfigError(
    `The quiet period (DEDUPE_QUIET, ${quietMs} ms) must be longer than the sending step (sendMs, ${sendMs} ms), and that longer than the merge call (postMs, ${postMs} ms); against a CRM on this machine DEDUPE_TIMING shortens the latter two`,
  );
}

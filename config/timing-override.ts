import { ConfigError } from './config-error.ts';
import { type CrmSettings, crmsInUse } from './crm-settings.ts';
import { isLoopback } from './loopback.ts';
import type { Env } from './variables.ts';

/** `DEDUPE_TIMING`: a JSON object of times in milliseconds that replace the defaults, for practice against this machine only. */
export function timingOverride(env: Env, config: { crms: Record<string, CrmSettings> }): Record<string, number> {
  const text = env.DEDUPE_TIMING?.trim();
  if (!text) return {};
  for (const [, { baseUrl, variables }] of crmsMeant(env, config)) {
    const host = new URL(baseUrl).hostname;
    if (isLoopback(host)) continue;
    throw new ConfigError(
      `DEDUPE_TIMING is only for a CRM on this machine, and ${variables.baseUrl} is on '${host}': unset it`,
    );
  }
  const value = parse(text);
  for (const [name, ms] of Object.entries(value)) {
    if (typeof ms === 'number' && Number.isSafeInteger(ms) && ms > 0) continue;
    throw new ConfigError(`DEDUPE_TIMING.${name} is ${JSON.stringify(ms)}, expected a whole number above 0`);
  }
  return value as Record<string, number>;
}

/** Those with a token; where none has one, those whose address somebody has named. */
function crmsMeant(env: Env, config: { crms: Record<string, CrmSettings> }): [string, CrmSettings][] {
  const inUse = crmsInUse(config);
  const named = inUse.filter(([, { token, variables }]) => token !== null || env[variables.baseUrl]);
  return named.length === 0 ? inUse : named;
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below: the same words for all that is no object.
  }
  throw new ConfigError('DEDUPE_TIMING is not a JSON object such as {"readAttempts": 3, "sendMs": 5000}');
}

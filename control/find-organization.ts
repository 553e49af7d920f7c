import type { Config } from '../config/env.ts';
import { CrmError } from '../crm/errors.ts';
import type { Db } from '../store/database.ts';
import { connectCrm } from './connect-crm.ts';
import { Refused } from './refused.ts';
import { Unreachable } from './unreachable.ts';

/** Times that a 429 is waited out. */
const MOST_TRIES = 5;

/**
 * Asks the CRM whose token this is. Throws Refused when it is nobody's or another organization's than DEVREV_ORG, and
 * Unreachable when the CRM does not answer. Whether the token may merge cannot be asked: the first merge tells.
 */
export async function findOrganization({ config, db }: { config: Config; db: Db }): Promise<string> {
  const { baseUrl, org: expected } = config.devrev;
  const crm = connectCrm({ config, db });
  try {
    const { org } = await waitOutRateLimit(() => crm.identify());
    if (expected === null || expected === org) return org;
    throw new Refused(
      `The token belongs to organization '${org}', but DEVREV_ORG says '${expected}': use the other token, or correct DEVREV_ORG`,
    );
  } catch (error) {
    throw error instanceof CrmError ? crmErrorInWords(error, baseUrl) : error;
  } finally {
    await crm.close();
  }
}

async function waitOutRateLimit<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof CrmError) || error.kind !== 'rate-limited' || tries >= MOST_TRIES) throw error;
    }
  }
}

/** What a person reads when the CRM cannot be asked whose token this is: Refused for wrong settings, else Unreachable. */
export function crmErrorInWords({ kind, message }: CrmError, baseUrl: string): Refused | Unreachable {
  if (kind === 'unauthorized' || kind === 'forbidden') {
    return new Refused(`DevRev refused the token (${message}): make a new one and put it into DEVREV_API_TOKEN`);
  }
  if (kind === 'invalid' || kind === 'not-found' || kind === 'conflict') {
    return new Refused(`${baseUrl} does not answer as DevRev does (${message}): is DEVREV_BASE_URL right?`);
  }
  return new Unreachable(`Cannot reach DevRev at ${baseUrl} (${message}): try again later, or correct DEVREV_BASE_URL`);
}

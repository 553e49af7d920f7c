import { budgetScope, type CrmSettings, requireToken } from '../config/crm-settings.ts';
import { connectCrm } from '../crm/connect.ts';
import type { Connectors } from '../crm/connector.ts';
import { CrmError } from '../crm/errors.ts';
import type { Db } from '../store/database.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import { createRateBudget } from '../store/rate/postgres-budget.ts';
import { Refused } from './refused.ts';
import { Unreachable } from './unreachable.ts';

/** Times that a 429 is waited out. */
const MOST_TRIES = 5;

export interface FindOrganization {
  /** The CRM's name. */
  crm: string;
  settings: CrmSettings;
  db: Db;
  /** @default our own, of crm/connect.ts */
  connectors?: Connectors;
}

/**
 * Asks the CRM whose token this is. Throws Refused when it is nobody's or another organization's than the settings name, and
 * Unreachable when the CRM does not answer. Whether the token may merge cannot be asked: the first merge tells.
 */
export async function findOrganization({ db, ...target }: FindOrganization): Promise<string> {
  const { settings } = target;
  const { rateLimit, org: expected, variables } = settings;
  const scope = budgetScope(target.crm, settings);
  const budget = createRateBudget({ db, token: requireToken(settings).reveal(), limit: rateLimit, scope });
  const crm = connectCrm({
    ...target,
    budget,
    exclusively: (what, work) => oneAtATime(db, `exclusively ${what}`, work),
  });
  try {
    const { org } = await waitOutRateLimit(() => crm.identify());
    if (expected === null || expected === org) return org;
    throw new Refused(
      `The token belongs to organization '${org}', but ${variables.org} says '${expected}': use the other token, or correct ${variables.org}`,
    );
  } catch (error) {
    throw error instanceof CrmError ? crmErrorInWords(error, target) : error;
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
export function crmErrorInWords(
  { kind, message }: CrmError,
  { crm, settings }: Pick<FindOrganization, 'crm' | 'settings'>,
): Refused | Unreachable {
  const { title, baseUrl, variables, tokenFile } = settings;
  if (tokenFile !== null && (kind === 'unauthorized' || kind === 'forbidden')) {
    return new Refused(`${title} does not let us in (${message})`, { todo: { code: 'authorize', values: { crm } } });
  }
  if (kind === 'unauthorized' || kind === 'forbidden') {
    return new Refused(`${title} refused the token (${message}): make a new one and put it into ${variables.token}`);
  }
  if (kind === 'invalid' || kind === 'not-found' || kind === 'conflict') {
    return new Refused(`${baseUrl} does not answer as ${title} does (${message}): is ${variables.baseUrl} right?`);
  }
  return new Unreachable(
    `Cannot reach ${title} at ${baseUrl} (${message}): try again later, or correct ${variables.baseUrl}`,
  );
}

import { ConfigError } from '../config/config-error.ts';
import type { Config } from '../config/env.ts';
import type { Crm } from '../crm/crm.ts';
import { createDevrevCrm } from '../crm/devrev/devrev.ts';
import type { Db } from '../store/database.ts';
import { createRateBudget } from '../store/rate/postgres-budget.ts';

/** The token as text. Throws ConfigError when there is none. */
export function requireToken({ devrev }: Pick<Config, 'devrev'>): string {
  if (devrev.token !== null) return devrev.token.reveal();
  throw new ConfigError(
    'DEVREV_API_TOKEN is not set: put a personal access token of DevRev into .env or the environment',
  );
}

/** The CRM that the settings name, on the budget that all workers share. Close it at the end. */
export function connectCrm({ config, db }: { config: Config; db: Db }): Crm {
  const token = requireToken(config);
  const { baseUrl, apiVersion, rateLimit, timeoutMs } = config.devrev;
  const budget = createRateBudget({ db, token, limit: rateLimit });
  return createDevrevCrm({ baseUrl, token, budget, timeoutMs, ...(apiVersion === null ? {} : { apiVersion }) });
}

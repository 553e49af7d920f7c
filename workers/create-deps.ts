import type { Deps } from '../activities/deps.ts';
import { createFailpoint } from '../activities/failpoint.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Config } from '../config/env.ts';
import { createDevrevCrm } from '../crm/devrev/devrev.ts';
import { openRunLogs } from '../log/logger.ts';
import { fileBackups } from '../store/backups/file-backups.ts';
import { openDatabase } from '../store/database.ts';
import { createRateBudget } from '../store/rate/postgres-budget.ts';

/** Makes what the activities act on from the settings. Throws ConfigError without a token: a worker cannot read then. */
export function createDeps(options: { config: Config; databaseUrl: string }): {
  deps: Deps;
  close: () => Promise<void>;
} {
  const { config, databaseUrl } = options;
  const { token, baseUrl, apiVersion, rateLimit, timeoutMs, org } = config.devrev;
  if (token === null) throw new ConfigError('DEVREV_API_TOKEN is not set: put it into .env or the environment');
  const database = openDatabase({ url: databaseUrl, applicationName: 'contact-dedupe worker' });
  const budget = createRateBudget({ db: database.db, token: token.reveal(), limit: rateLimit });
  const crm = createDevrevCrm({
    baseUrl,
    token: () => token.reveal(),
    budget,
    timeoutMs,
    ...(apiVersion === null ? {} : { apiVersion }),
  });
  const deps: Deps = {
    db: database.db,
    crm,
    budget,
    rateLimit,
    failpoint: createFailpoint({ spec: config.failpoint, crmUrl: baseUrl }),
    logs: openRunLogs({ folder: config.logsDir, level: config.logLevel, secrets: [token.reveal()] }),
    backups: fileBackups({ db: database.db, root: config.backupDir }),
    reportsDir: config.reportsDir,
    expectedOrg: org,
  };
  const close = async (): Promise<void> => {
    await crm.close();
    await database.close();
  };
  return { deps, close };
}

import type { Deps } from '../activities/deps.ts';
import { createFailpoint } from '../activities/failpoint.ts';
import { ConfigError } from '../config/config-error.ts';
import { crmsInUse, requireToken, tokensOf } from '../config/crm-settings.ts';
import type { Config } from '../config/env.ts';
import { connectCrm } from '../crm/connect.ts';
import type { Connectors } from '../crm/connector.ts';
import { openRunLogs } from '../log/logger.ts';
import { fileBackups } from '../store/backups/file-backups.ts';
import { openDatabase } from '../store/database.ts';
import { createRateBudget } from '../store/rate/postgres-budget.ts';

/** Makes what the activities act on from the settings. Throws ConfigError without a token: a worker cannot read then. */
export function createDeps(options: {
  config: Config;
  databaseUrl: string;
  /** @default our own, of crm/connect.ts */
  connectors?: Connectors;
}): {
  deps: Deps;
  close: () => Promise<void>;
} {
  const { config, databaseUrl, ...registry } = options;
  const [inUse] = crmsInUse(config);
  if (inUse === undefined) throw new ConfigError('There are settings for no CRM');
  const [name, settings] = inUse;
  const { rateLimit, org } = settings;
  const token = requireToken(settings).reveal();
  const database = openDatabase({ url: databaseUrl, applicationName: 'contact-dedupe worker' });
  const budget = createRateBudget({ db: database.db, token, limit: rateLimit });
  const crm = connectCrm({ ...registry, crm: name, settings, budget });
  const deps: Deps = {
    db: database.db,
    crm,
    budget,
    rateLimit,
    failpoint: createFailpoint({ spec: config.failpoint, crms: crmsInUse(config).map(([, each]) => each) }),
    logs: openRunLogs({ folder: config.logsDir, level: config.logLevel, secrets: tokensOf(config) }),
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

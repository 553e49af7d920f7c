import { type CrmAccess, crmFor, identityOnce } from '../activities/crm-access.ts';
import type { Deps } from '../activities/deps.ts';
import { watchCrm } from '../activities/ends/watch-crm.ts';
import { createFailpoint } from '../activities/failpoint.ts';
import { toldWaits } from '../activities/waiting.ts';
import {
  budgetScope,
  type CrmSettings,
  crmsInUse,
  rateLimitsOf,
  requireToken,
  tokensOf,
} from '../config/crm-settings.ts';
import type { Config } from '../config/env.ts';
import { connectCrm, connectorOf } from '../crm/connect.ts';
import type { ConnectOptions, Connectors } from '../crm/connector.ts';
import { openRunLogs } from '../log/logger.ts';
import type { BackupStore } from '../store/backups/backup-store.ts';
import { fileBackups } from '../store/backups/file-backups.ts';
import { directoryOf } from '../store/base/known-contacts.ts';
import { type Db, openDatabase } from '../store/database.ts';
import { requireIdentity } from '../store/identity/identity.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import { readProof } from '../store/proofs/merge-proofs.ts';
import { createRateBudget } from '../store/rate/postgres-budget.ts';
import { SCHEMA_VERSION } from '../store/schema-version.ts';

/**
 * Makes what the activities act on from the settings. Throws ConfigError without a token: a worker cannot read then; OtherHome where nobody
 * has said yet what the database is, and OtherBackupStore where its backups are elsewhere.
 */
export async function createDeps(options: {
  config: Config;
  databaseUrl: string;
  /** @default our own, of crm/connect.ts */
  connectors?: Connectors;
  /** The longest that a statement of a step waits for the database. @default 30000 */
  answerMs?: number;
}): Promise<{
  deps: Deps;
  /** The CRMs that there are tokens for, by name. */
  access: ReadonlyMap<string, CrmAccess>;
  close: () => Promise<void>;
}> {
  const { config, databaseUrl, answerMs = 30_000, ...registry } = options;
  const inUse = crmsInUse(config);
  for (const [, settings] of inUse) requireToken(settings);
  const database = openDatabase({
    url: databaseUrl,
    ...{ applicationName: 'contact-dedupe worker', answerMs, keepPlans: true },
  });
  const access = new Map(
    inUse.map(([crm, settings]) => [crm, accessTo({ ...registry, crm, settings, db: database.db })]),
  );
  const close = async (): Promise<void> => {
    await Promise.all([...access.values()].map(({ crm }) => crm.close()));
    await database.close();
  };
  const backups = fileBackups({ db: database.db, root: config.backupDir });
  const store = await whoseSteps(database.db, backups).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const deps: Deps = {
    db: database.db,
    store,
    crmFor: crmFor(access),
    describe: (crm) => connectorOf(crm, options.connectors).description,
    rateLimits: rateLimitsOf(config),
    failpoint: createFailpoint({ spec: config.failpoint, crms: inUse.map(([, settings]) => settings) }),
    logs: openRunLogs({
      ...{ folder: config.logsDir, level: config.logLevel, secrets: tokensOf(config) },
      schema: SCHEMA_VERSION,
    }),
    backups,
    reportsDir: config.reportsDir,
  };
  return { deps, access, close };
}

async function whoseSteps(db: Db, backups: BackupStore): Promise<Deps['store']> {
  const { id: databaseId } = await requireIdentity(db);
  return { databaseId, backupStore: await backups.claim() };
}

function accessTo(target: { crm: string; settings: CrmSettings; db: Db; connectors?: Connectors }): CrmAccess {
  const { db, settings } = target;
  const { title, rateLimit: limit, org: expectedOrg } = settings;
  const token = requireToken(settings).reveal();
  const budget = toldWaits(createRateBudget({ db, token, limit, scope: budgetScope(target.crm, settings) }));
  const { crm, watch } = watchCrm(
    connectCrm({
      ...target,
      budget,
      exclusively: (what, work) => oneAtATime(db, `exclusively ${what}`, work),
      directory: directoryOf(db, target.crm),
      proven: provenOf(db, target.crm),
    }),
  );
  return { title, crm, budget, watch, expectedOrg, identity: identityOnce(crm) };
}

function provenOf(db: Db, crm: string): NonNullable<ConnectOptions['proven']> {
  return async ({ org, version }) => {
    const proof = await readProof(db, { crm, org });
    if (proof === null || proof.kind === null || proof.version !== version) return null;
    const { restorable, newChannelsOptedIn } = proof.answers;
    return { kind: proof.kind, restorable, newChannelsOptedIn };
  };
}

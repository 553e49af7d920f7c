import type { Env } from '../../config/variables.ts';

/** Servers of a test run for another one that it starts: see `test/mutations`. */
export interface LentServers {
  temporalAddress: string;
  temporalNamespace: string;
  adminDatabaseUrl: string;
  /** Path of a bundle of the very same workflows; null to build one. */
  workflowBundle: string | null;
  /** Whether its tests start processes of ours. @default true */
  startsProcesses?: boolean;
}

/** How the borrower is told. */
export function lendServers(servers: LentServers): Env {
  return {
    TEST_TEMPORAL_ADDRESS: servers.temporalAddress,
    TEST_TEMPORAL_NAMESPACE: servers.temporalNamespace,
    TEST_ADMIN_DATABASE_URL: servers.adminDatabaseUrl,
    TEST_WORKFLOW_BUNDLE: servers.workflowBundle ?? undefined,
    // See `makeScripts`.
    TEST_NO_SCRIPTS: servers.startsProcesses === false ? 'yes' : undefined,
  };
}

/** Null when there are none: then the run starts its own. */
export function lentServers(env: Env): LentServers | null {
  const { TEST_TEMPORAL_ADDRESS, TEST_TEMPORAL_NAMESPACE, TEST_ADMIN_DATABASE_URL, TEST_WORKFLOW_BUNDLE } = env;
  if (!TEST_TEMPORAL_ADDRESS || !TEST_TEMPORAL_NAMESPACE || !TEST_ADMIN_DATABASE_URL) return null;
  return {
    temporalAddress: TEST_TEMPORAL_ADDRESS,
    temporalNamespace: TEST_TEMPORAL_NAMESPACE,
    adminDatabaseUrl: TEST_ADMIN_DATABASE_URL,
    workflowBundle: TEST_WORKFLOW_BUNDLE || null,
  };
}

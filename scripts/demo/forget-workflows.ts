import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { awaitOrphans } from '../../local/process/orphans.ts';
import { claimStack, releaseStack } from '../../local/stack/stack-file.ts';

/** A run's own log belongs to its report, and stays. */
const OF_RUN = /^[0-9a-f]{12}-\d+\.log$/;

/**
 * Forgets what an earlier demo left in Temporal: its practice CRM is gone, and a run of it that was killed must not go on.
 * Throws StackRunning while another demo is up.
 */
export async function forgetWorkflows(dataDir: string): Promise<void> {
  const left = claimStack(dataDir);
  try {
    await awaitOrphans(left?.servers ?? []);
    rmSync(join(dataDir, 'temporal'), { recursive: true, force: true });
    const logs = join(dataDir, 'logs');
    const old = existsSync(logs) ? readdirSync(logs).filter((name) => !OF_RUN.test(name)) : [];
    for (const name of old) rmSync(join(logs, name), { recursive: true, force: true });
  } finally {
    releaseStack(dataDir);
  }
}

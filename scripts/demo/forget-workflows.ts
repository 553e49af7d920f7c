import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { awaitOrphans } from '../../local/process/orphans.ts';
import { claimStack, releaseStack } from '../../local/stack/stack-file.ts';

/**
 * Forgets what an earlier demo left in Temporal: its practice CRM is gone, and a run of it that was killed must not go on.
 * Throws StackRunning while another demo is up.
 */
export async function forgetWorkflows(dataDir: string): Promise<void> {
  const left = claimStack(dataDir);
  try {
    await awaitOrphans(left?.servers ?? []);
    for (const folder of ['temporal', 'logs']) rmSync(join(dataDir, folder), { recursive: true, force: true });
  } finally {
    releaseStack(dataDir);
  }
}

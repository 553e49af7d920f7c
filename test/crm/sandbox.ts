import { onTestFinished } from 'vitest';
import type { Crm } from '../../crm/crm.ts';
import type { World } from '../../samples/world/world.ts';
import { type DevrevSandbox, type SandboxOptions, startDevrevSandbox } from '../../sandbox/devrev/start.ts';
import { smallWorld } from '../sandbox/small-world.ts';
import { refuseUnknownPaths } from '../support/known-paths.ts';
import { crmAt } from './servers.ts';

/** A practice DevRev that ends with the test, and our client to it. */
export async function sandboxCrm(
  options: SandboxOptions & { world?: World; token?: string } = {},
): Promise<{ sandbox: DevrevSandbox; crm: Crm }> {
  const { world = smallWorld(), token = 'sandbox-token', ...rest } = options;
  const sandbox = await startDevrevSandbox({ world, options: { mergeDelayMs: 1, ...rest } });
  onTestFinished(async () => {
    await sandbox.close();
    refuseUnknownPaths(sandbox);
  });
  return { sandbox, crm: crmAt(sandbox.url, { token }) };
}

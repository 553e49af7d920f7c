import { isRunning, type ProcessIdentity } from './identity.ts';
import { until } from './until.ts';

/** Waits for the servers of a killed owner, which are about to end, and kills what takes too long. */
export async function awaitOrphans(servers: readonly ProcessIdentity[], timeoutMs = 10_000): Promise<void> {
  const areGone = (): true | null => (servers.some(isRunning) ? null : true);
  if (await until(areGone, { timeoutMs })) return;
  for (const server of servers.filter(isRunning)) process.kill(server.pid, 'SIGKILL');
  await until(areGone, { timeoutMs });
}

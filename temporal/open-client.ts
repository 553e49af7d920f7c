import type { Client } from '@temporalio/client';
import { NotReachable } from '../config/not-reachable.ts';
import type { TemporalTarget } from './named-temporal.ts';

/** A client of that server and namespace. Throws NotReachable when nobody answers. Close its `connection` at the end. */
export async function openClient(target: TemporalTarget, timeoutMs = 5000): Promise<Client> {
  // Loaded by the first who connects: most of what a server of ours takes in memory, and few of its clients need it.
  const { Client, Connection } = await import('@temporalio/client');
  const { address, namespace, connectionOptions, how } = target;
  try {
    const connection = await Connection.connect({ ...connectionOptions, connectTimeout: timeoutMs });
    return new Client({ connection, namespace });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new NotReachable(`Cannot reach Temporal at '${address}' (${how}): ${detail}`, { cause: error });
  }
}

import { Client, Connection } from '@temporalio/client';
import { NotReachable } from '../config/not-reachable.ts';
import type { TemporalTarget } from './named-temporal.ts';

/** A client of that server and namespace. Throws NotReachable when nobody answers. Close its `connection` at the end. */
export async function openClient(target: TemporalTarget, timeoutMs = 5000): Promise<Client> {
  const { address, namespace, connectionOptions, how } = target;
  try {
    const connection = await Connection.connect({ ...connectionOptions, connectTimeout: timeoutMs });
    return new Client({ connection, namespace });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new NotReachable(`Cannot reach Temporal at '${address}' (${how}): ${detail}`, { cause: error });
  }
}

import type { Crm, MergeConnection, MergeOutcome } from '../../crm/crm.ts';
import type { DevrevOptions } from '../../crm/devrev/settings.ts';
import { crmAt, nextLoopTurn, type RawServer } from './servers.ts';

export const PAIR = { primary: 'REVU-1', duplicate: 'REVU-2' };

/** Opens a connection and sends one merge on it. */
export async function mergeAt(
  origin: string,
  options: Partial<DevrevOptions> & { timeoutMs?: number } = {},
): Promise<MergeOutcome> {
  const connection = await crmAt(origin, options).openMerge();
  return send(connection, options);
}

/** Sends one merge whose answer never comes. Where this process stood still for so long before the write, nothing was sent: once more. */
export async function mergeInVain(crm: Crm, timeoutMs: number): Promise<MergeOutcome> {
  for (;;) {
    const outcome = await send(await crm.openMerge(), { timeoutMs });
    if (outcome.kind !== 'not-sent' || outcome.why !== 'guard') return outcome;
  }
}

export function send(
  connection: MergeConnection,
  options: { timeoutMs?: number; mayWrite?: () => boolean } = {},
): Promise<MergeOutcome> {
  return connection.send({
    ...PAIR,
    timeoutMs: options.timeoutMs ?? 5_000,
    mayWrite: options.mayWrite ?? (() => true),
  });
}

/** How often the merge was asked for, over all connections. */
export function mergesSeen(server: RawServer): number {
  return server.received.join('').split('POST /rev-users.merge ').length - 1;
}

/** Long enough for a retry without a waiting time to show itself. */
export async function aWhile(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  // Where this process stood still meanwhile, what has arrived is read only now.
  for (let turn = 0; turn < 3; turn += 1) await nextLoopTurn();
}

export function isWholeRequest(text: string): boolean {
  return text.endsWith('"secondary_user":"REVU-2"}');
}

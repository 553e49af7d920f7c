import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { patience } from './patience.ts';
import type { Scene } from './scene.ts';

/** Merges that the sandbox really applied, in order, as `primary<-duplicate`. */
export function appliedMerges(scene: Scene): string[] {
  return scene.sandbox
    .effects()
    .filter((effect) => effect.kind.startsWith('merge'))
    .map(({ primary, duplicate }) => `${primary}<-${duplicate}`);
}

/** Merge POSTs that reached the sandbox, applied or not. */
export function mergePosts(scene: Scene): number {
  return scene.sandbox.requests().filter((request) => request.path === 'rev-users.merge').length;
}

/** Where the ledger has each duplicate of real runs: `{ 'REVU-2': 'done' }`. */
export async function pairStates(scene: Scene, mode: 'real' | 'dry' = 'real'): Promise<Record<string, string>> {
  const rows = await scene.database.db.execute<{ duplicate_id: string; state: string }>(
    sql`select duplicate_id, state from pairs where mode = ${mode}`,
  );
  return Object.fromEntries(rows.map((row) => [row.duplicate_id, row.state]));
}

/** Reporters of a ticket as the sandbox has them now. */
export function reporters(scene: Scene, ticket: string): string[] {
  const state = scene.sandbox.state() as { tickets: Record<string, { reportedBy: string[] }> };
  return state.tickets[ticket]?.reportedBy ?? [];
}

/** Polls until a condition holds; fails the test when this machine has had time enough, `ms` on a quick one. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms: number = 60_000): Promise<void> {
  const deadline = Date.now() + patience(ms);
  for (;;) {
    const asked = performance.now();
    if (await holds()) return;
    if (Date.now() > deadline) throw new Error(`Gave up waiting: ${what}`);
    // A workflow that is asked again and again keeps server and worker from the work that is waited for: most of the time nobody asks.
    await sleep(Math.min(200, Math.max(25, 3 * (performance.now() - asked))));
  }
}

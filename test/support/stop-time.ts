import { getRun, type Run } from '../../store/runs/runs.ts';
import type { Scene } from './scene.ts';

/** When merges were forbidden, by the store's clock, in milliseconds since 1970. */
export async function stopTime(scene: Scene, run: Run): Promise<number> {
  const stored = await getRun(scene.database.db, run.id);
  if (!stored?.stopAt) throw new Error(`Run ${run.id} is not stopped`);
  return stored.stopAt.getTime();
}

/** When each merge request arrived at the sandbox. */
export function mergeTimes(scene: Scene): number[] {
  const merges = scene.sandbox.requests().filter((request) => request.path === 'rev-users.merge');
  return merges.map((request) => request.at);
}

import { type StopState, setStop as set } from '../../store/runs/runs.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** Forbids or allows the run's merges from now on. With `ifSeq`, a newer word by anyone else stands. */
export function setStop(deps: Deps) {
  return (request: { runId: string; stop: boolean; reason: string | null; ifSeq?: number }): Promise<StopState> =>
    withHeartbeat(() => set(deps.db, request));
}

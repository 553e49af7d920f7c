import { type DecisionRequest, storeDecision } from '../../store/runs/decisions.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** Writes a person's approval or rejection into the store before it counts. Returns how many clusters it changed. */
export function recordDecision(deps: Deps) {
  return (request: DecisionRequest): Promise<number> =>
    withHeartbeat(async () => (await storeDecision(deps.db, request)).length);
}

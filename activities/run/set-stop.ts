import { shownReason } from '../../pages/kit/reason-words.ts';
import { type StopOrder, type StopState, setStop as set } from '../../store/runs/runs.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** Forbids or allows the run's merges from now on. With `ifSeq`, a newer word by anyone else stands. Where there is a code, the text is made of it. */
export function setStop(deps: Deps) {
  return (request: StopOrder): Promise<StopState> =>
    withHeartbeat(() => set(deps.db, { ...request, reason: shownReason(request) }));
}

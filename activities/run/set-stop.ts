import { shownReason } from '../../pages/kit/reason-words.ts';
import { burnCode, resumeBySignal } from '../../store/orders/signalled.ts';
import { readStop, type StopOrder, type StopState, setStop as set } from '../../store/runs/runs.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { spenderHere } from './spender-here.ts';

/** The store's word after it, and whether a resume was refused, because it had no code that counts. */
export interface StopAnswer extends StopState {
  refused?: true;
}

/**
 * Forbids the run's merges from now on; with `ifSeq`, a newer word by anyone else stands. Where there is a code, the text is made of it. To
 * allow them again takes a code, which is spent with it: scripts write that themselves.
 */
export function setStop(deps: Deps) {
  return ({ code = null, ...request }: StopOrder & { code?: string | null }): Promise<StopAnswer> =>
    withHeartbeat(async () => {
      const { runId } = request;
      const spender = spenderHere();
      if (request.stop) {
        if (code !== null) await burnCode(deps.db, { runId, code, spender });
        return shown(await set(deps.db, { ...request, reason: shownReason(request) }));
      }
      const word = await resumeBySignal(deps.db, { runId, code, spender });
      return word === null ? { ...shown(await readStop(deps.db, runId)), refused: true } : shown(word);
    });
}

/** The store's word on whether merges may be sent: whoever heard that there is a new one asks for it. A code that came along is spent. */
export function hearStop(deps: Deps) {
  return ({ runId, code = null }: { runId: string; code?: string | null }): Promise<StopState> =>
    withHeartbeat(async () => {
      if (code !== null) await burnCode(deps.db, { runId, code, spender: spenderHere() });
      return shown(await readStop(deps.db, runId));
    });
}

/** With its text. */
export function shown(word: StopState): StopState {
  return word.stopped ? { ...word, reason: shownReason(word) } : word;
}

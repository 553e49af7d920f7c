import { ApplicationFailure } from '@temporalio/activity';
import { said } from '../../pages/kit/reason-words.ts';
import { takeOverWords } from '../../pages/kit/take-over-words.ts';
import { type TakenOver, type TakeOver, takeOverPair } from '../../store/ledger/take-over-pair.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** Records a person's word on a pair and hands it to the resolving workflow; refuses when the word does not fit the pair's state. */
export function adoptPair(deps: Deps) {
  return (request: TakeOver): Promise<TakenOver> =>
    withHeartbeat(async () => {
      const taken = await takeOverPair(deps.db, request, said({ code: 'abandoned', values: {} }));
      if ('refused' in taken) {
        throw ApplicationFailure.nonRetryable(takeOverWords(taken.refused), 'CannotResolve', taken.refused);
      }
      return taken;
    });
}

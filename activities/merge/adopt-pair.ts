import { ApplicationFailure } from '@temporalio/activity';
import { said } from '../../pages/kit/reason-words.ts';
import { type Adopted, type AdoptRequest, adoptPair as adopt } from '../../store/ledger/adopt-pair.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** Records a person's word on a pair and hands it to the resolving workflow; refuses when the word does not fit the pair's state. */
export function adoptPair(deps: Deps) {
  return (request: AdoptRequest): Promise<Adopted> =>
    withHeartbeat(async () => {
      const adopted = await adopt(deps.db, request, said({ code: 'abandoned', values: {} }));
      if ('refused' in adopted) throw ApplicationFailure.nonRetryable(adopted.refused, 'CannotResolve');
      return adopted;
    });
}

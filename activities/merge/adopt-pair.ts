import { ApplicationFailure } from '@temporalio/activity';
import { said } from '../../pages/kit/reason-words.ts';
import { takeOverWords } from '../../pages/kit/take-over-words.ts';
import { type TakenOver, type TakeOver, takeOverPair } from '../../store/ledger/take-over-pair.ts';
import { orderedBy } from '../../store/orders/resolve-orders.ts';
import type { Deps } from '../deps.ts';
import { withHeartbeat } from '../with-heartbeat.ts';

/** The word names its row, which says who; in workflows of before it says so itself. */
export interface AdoptRequest extends Omit<TakeOver, 'by'> {
  by?: string;
  order?: string;
}

/** Records a person's word on a pair and hands it to the resolving workflow; refuses when the word does not fit the pair's state. */
export function adoptPair(deps: Deps) {
  return ({ order, ...request }: AdoptRequest): Promise<TakenOver> =>
    withHeartbeat(async () => {
      const by = order === undefined ? (request.by ?? '') : await orderedBy(deps.db, { id: order });
      const taken = await takeOverPair(deps.db, { ...request, by }, said({ code: 'abandoned', values: {} }));
      if ('refused' in taken) {
        throw ApplicationFailure.nonRetryable(takeOverWords(taken.refused), 'CannotResolve', taken.refused);
      }
      return taken;
    });
}

import type { Refused } from '../../control/refused.ts';
import type { NoneChanges, Unchanged } from '../../control/why-unchanged.ts';
import { shownReason } from '../../pages/kit/reason-words.ts';
import { isTakeOverRefusal, takeOverWords } from '../../pages/kit/take-over-words.ts';
import { type Choice, decidedState } from '../../store/runs/decisions.ts';
import type { ClusterState } from '../../store/types.ts';
import { refusalText } from './decision-words.ts';

type Words = { [Code in NoneChanges['code']]: (values: Extract<NoneChanges, { code: Code }>['values']) => string };

/** Why a decision would change nothing. A code without words here does not compile. */
const NONE_CHANGES: Words = {
  'none-named-changes': ({ run, choice, unchanged }) =>
    unchanged.map((cluster) => unchangedWords(cluster, { run, choice })).join('\n'),
  'no-such-strategy': ({ run, strategy, strategies }) =>
    `No cluster of run ${run} was decided by strategy '${strategy}'. Its strategies: ${strategies.join(', ') || 'none'}`,
  'none-left': ({ run, choice, strategy, states }) => {
    const which = strategy === null ? "'auto' cluster" : `cluster of strategy '${strategy}'`;
    const counts = states.map(([state, count]) => `${count} ${state}`).join(', ') || 'there is none';
    return `No ${which} of run ${run} is left to ${choice}: ${counts}`;
  },
};

/** Why a person's word was refused. A code of a newer worker leaves the text that came with it. */
export function refusalWords({ message, why }: Pick<Refused, 'message' | 'why'>): string {
  if (why === null) return message;
  if (isTakeOverRefusal(why)) return takeOverWords(why);
  if (isNoneChanges(why)) return (NONE_CHANGES[why.code] as (values: NoneChanges['values']) => string)(why.values);
  return shownReason({ reason: message, why }) ?? message;
}

function isNoneChanges(why: { code: string }): why is NoneChanges {
  return why.code in NONE_CHANGES;
}

const MAY_BE_DECIDED: ClusterState[] = ['undecided', 'drifted', 'rejected', 'later'];

/** Why a cluster stays as it is. */
export function unchangedWords({ cluster, state, refused }: Unchanged, said: { run: string; choice: Choice }): string {
  if (state === null) return `Cluster ${cluster} is not in run ${said.run}`;
  if (refused !== undefined && MAY_BE_DECIDED.includes(state))
    return `Cluster ${cluster} takes no approval as a whole: ${refusalText(refused)}`;
  return `Cluster ${cluster} ${standing(state, said.choice)}`;
}

function standing(state: ClusterState, choice: Choice): string {
  if (state === decidedState(choice)) return `is already ${state}`;
  if (state === 'rejected') return 'is rejected';
  if (state === 'later') return 'is left for later';
  if (state === 'blocked') return 'is blocked: it may not be merged. The preview says why';
  if (state === 'in-other-run') return 'is left to another run, which was open when this one started. Status names it';
  if (state === 'replaced') return 'was decided otherwise by a person: explain says by what it is replaced';
  if (state === 'started') return 'is being merged already';
  return `has already ended as '${state}'`;
}

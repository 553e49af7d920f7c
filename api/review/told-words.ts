import type { ShownWord } from '../../control/review/decide-shown.ts';
import type { Told } from '../../pages/review/card.ts';
import { readShown, type ShownState } from '../../store/review/shown.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { Desk } from '../desk.ts';
import { CLUSTER_SHAPE } from '../runs/ids.ts';

/** What was said of a cluster, as the next page tells it. A word without words here does not compile. */
const SAID: Record<ShownWord['word'], string> = {
  approve: 'is approved',
  reject: 'is refused: nobody of it is merged',
  later: 'is left for a later run',
  otherwise: 'is decided otherwise',
  never: 'waits still: the two are kept apart from now on',
  undo: 'waits again: the decision is taken back',
};

const DECIDED = ['approved', 'rejected', 'later', 'replaced'];

/** What an address says was done right before, with a way to take it back while that is possible; null: nothing. */
export async function toldOf(
  { db }: Pick<Desk, 'db'>,
  { run, fields }: { run: Run; fields: URLSearchParams },
): Promise<Told | null> {
  const cluster = fields.get('of') ?? '';
  const said = fields.get('said') ?? '';
  if (!Object.hasOwn(SAID, said) || !CLUSTER_SHAPE.test(cluster)) return null;
  const words = SAID[said as ShownWord['word']];
  const shown = await readShown(db, { run, clusterId: cluster });
  if (shown === null) return null;
  const unheard =
    fields.get('woken') === 'no' ? ' Temporal does not answer: the run hears of it with the next decision.' : '';
  const undo = DECIDED.includes(shown.state) ? { cluster, tag: shown.tag } : null;
  return { text: `Cluster ${cluster.slice(0, 12)} ${words}.${unheard}`, tone: unheard === '' ? 'good' : 'look', undo };
}

const STANDS: Partial<Record<ShownState['state'], string>> = {
  undecided: 'it waits',
  drifted: 'it went back to review, since something changed',
  approved: 'it is approved',
  rejected: 'it is refused',
  later: 'it is left for later',
  replaced: 'it was decided otherwise',
  started: 'it is being merged',
};

/** Why nothing was decided, where it is not what was shown. */
export function staleText(now: ShownState | null): string {
  if (now === null) return 'Nothing was decided: the run has no such cluster.';
  const more = [
    STANDS[now.state] ?? `it has ended as ${now.state}`,
    ...(now.refused === null ? [] : ['two of it are kept apart']),
    ...(now.doubts.length === 0 ? [] : ['the CRM shows something that a person must look at']),
  ];
  return `Nothing was decided: it has changed since you saw it. Now ${more.join(', and ')}. Look once more, then decide.`;
}

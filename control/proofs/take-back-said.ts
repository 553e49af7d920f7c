import type { TakeBackCounts } from '../../contacts/base/shown/take-back-text.ts';
import type { Db } from '../../store/database.ts';
import { takeBackCounts } from '../../store/decisions/take-back-counts.ts';
import { readProof } from '../../store/proofs/merge-proofs.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { Selection } from '../../store/runs/selection.ts';

/** What is said before these clusters are approved: how many of their merges can be taken back. Null where the plan does not say it pair by pair. */
export async function takeBackSaid(
  db: Db,
  { run, selection }: { run: Run; selection: Selection },
): Promise<TakeBackCounts | null> {
  const counts = await takeBackCounts(db, { run, selection });
  if (counts === null) return null;
  // Without a proof in force nothing is merged at all: which version it is of need not be asked here.
  const proof = await readProof(db, run);
  return { ...counts, isShown: proof?.answers.newChannelsOptedIn === false };
}

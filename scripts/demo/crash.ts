import { counted } from '../../contacts/words/counted.ts';
import type { Exit, Leash } from '../../local/process/leash.ts';
import { sentPair } from '../../store/runs/sent-pair.ts';
import { pairsOf } from './choose.ts';
import { DemoFailed } from './demo-failed.ts';
import { followRun } from './follow-run.ts';
import { approve, type Scene } from './scene.ts';
import { endOf } from './worker.ts';

/** Longest wait for a worker that is to die. */
const DEATH_MS = 120_000;

/**
 * Merges half of the clusters, lets the worker die in the middle of the next merge, and lets another one go on. That merge is
 * the only one in flight, so that the worker can be told beforehand which one it is.
 */
export async function crashAndGoOn(scene: Scene): Promise<void> {
  const { stage, say, auto, review } = scene;
  const half = auto.slice(0, Math.ceil(auto.length / 2));
  const last = pairsOf(half) + 1;
  const doomed = await stage.worker(`post.after:${last}:kill`);
  await approve(scene, { clusters: half.map(({ id }) => id) });
  say(
    `3. Approved: ${counted(half.length, 'cluster')}. Worker process ${doomed.pid} will be killed as soon as it has sent merge ${last}:\n`,
  );
  await followRun({ ...scene, clusters: half.length });

  await approve(scene, { clusters: [review.id] });
  const exit = await deathOf(doomed);
  say(`\n4. Worker process ${doomed.pid} is dead: ${endOf(exit)}.\n   ${await whatIsLeft(scene)}\n`);

  const successor = await stage.worker();
  await approve(scene, { all: true });
  const rest = auto.length - half.length;
  say(
    `5. Worker process ${successor.pid} goes on. The rules are sure of ${counted(rest, 'more cluster')}, approved now too:\n`,
  );
}

async function deathOf(worker: Leash): Promise<Exit> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), DEATH_MS);
  });
  const exit = await Promise.race([worker.exited, tooLate]);
  clearTimeout(timer);
  if (exit?.signal === 'SIGKILL') return exit;
  const what = exit === null ? `still runs after ${DEATH_MS / 1000} s` : `ended with ${endOf(exit)}`;
  throw new DemoFailed(`Worker process ${worker.pid} ${what}, expected SIGKILL`);
}

/** The one pair that was on its way, as our ledger and as the CRM have it. */
async function whatIsLeft({ stage, run }: Scene): Promise<string> {
  const { sandbox, database } = stage;
  const pair = await sentPair(database.db, run.id);
  if (pair === null) throw new DemoFailed('No merge was on its way when the worker died');
  await sandbox.settled();
  const applied = sandbox.effects().some(({ kind, duplicate }) => kind === 'merge' && duplicate === pair.duplicate);
  return `It had sent: merge ${pair.duplicate} into ${pair.primary}. Our ledger says 'sent', the answer ${pair.outcome ?? 'was never seen'}.
   The CRM's effect log says: ${applied ? 'applied' : 'not applied'}. What must not happen now is that it is sent again.`;
}

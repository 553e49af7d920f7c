import { WorkflowFailedError } from '@temporalio/client';
import { counted } from '../../contacts/words/counted.ts';
import { cancelRun } from '../../control/stop/cancel-run.ts';
import { finishRun } from '../../control/stop/finish-run.ts';
import type { Run } from '../../store/runs/runs.ts';
import { chooseClusters } from './choose.ts';
import { crashAndGoOn } from './crash.ts';
import { followRun, RunPaused } from './follow-run.ts';
import { type Proof, proveMerges } from './proof.ts';
import { approve, type Scene } from './scene.ts';
import type { Stage } from './stage.ts';
import { planSample, startDemoRun } from './start-demo-run.ts';
import { runPageUrl } from './words.ts';

export interface Played {
  run: Run;
  proof: Proof;
  page: string;
}

/** The demo itself, on a stage that is up: preview, run, decisions, end. */
export async function playDemo(
  stage: Stage,
  { crash, ...voice }: Pick<Scene, 'say' | 'line'> & { crash: boolean },
): Promise<Played> {
  const sample = await planSample(stage.sample);
  voice.say(`1. What would be merged, and why (npm run preview):\n\n${sample.text}\n`);
  const before = stage.sandbox.state();
  const run = await startDemoRun(stage, sample);
  const page = await runPageUrl(stage, run);
  voice.say(`2. Run ${run.id} is started (npm run start) and waits for decisions. In Temporal:\n   ${page}\n`);
  const scene: Scene = { ...voice, ...chooseClusters(sample.plan), stage, run };
  try {
    await (crash ? crashAndGoOn(scene) : mergeAll(scene));
    await finishRun({ client: stage.client, run });
    await followRun(scene);
  } catch (error) {
    if (!(error instanceof RunPaused)) throw error;
    voice.say(`The run has paused by itself: ${error.message}. Cancelling it.`);
    await cancelRun({ db: stage.database.db, client: async () => stage.client, run });
    await followRun(scene);
  }
  await untilClosed(stage, run);
  await stage.sandbox.settled();
  return { run, page, proof: proveMerges(stage.sandbox, before) };
}

async function mergeAll(scene: Scene): Promise<void> {
  const { stage, say, auto, review } = scene;
  await stage.worker();
  await approve(scene, { all: true });
  await approve(scene, { clusters: [review.id] });
  say(`3. Approved (npm run approve): the ${counted(auto.length, 'cluster')} that the rules are sure of, and one that a person must look at:
   ${review.id}, because ${review.reason}.
   The others are left for later (npm run finish). Each pair is backed up, verified, merged and checked again:
`);
}

/** The store says that a run has ended a moment before its report is written. */
async function untilClosed({ client }: Stage, run: Run): Promise<void> {
  await client.workflow
    .getHandle(run.workflowId)
    .result()
    .catch((error) => {
      if (!(error instanceof WorkflowFailedError)) throw error;
    });
}

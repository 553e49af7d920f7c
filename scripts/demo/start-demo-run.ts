import { join } from 'node:path';
import { csvFile } from '../../contacts/csv/source.ts';
import type { Plan } from '../../contacts/plan.ts';
import { planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { type RowsRead, rowsRead } from '../../contacts/planning/rows-read.ts';
import { preview } from '../../contacts/preview/preview.ts';
import { previewText } from '../../contacts/preview/text.ts';
import { findProfile } from '../../contacts/profiles/profiles.ts';
import { readRules } from '../../contacts/rules/rules.ts';
import { keepInput } from '../../control/keep-input.ts';
import { startRun } from '../../control/start-run.ts';
import type { Sample } from '../../samples/sample.ts';
import type { Run } from '../../store/runs/runs.ts';
import { DEMO_TIMING, RULES, TASK_QUEUE } from './settings.ts';
import type { Stage } from './stage.ts';

export interface SamplePlan {
  plan: Plan;
  csvDigest: string;
  rowsRead: RowsRead;
  /** The preview as a person reads it. */
  text: string;
}

/** What `npm run preview` does with the sample. */
export async function planSample({ csv }: Sample): Promise<SamplePlan> {
  const source = csvFile(csv);
  const profile = await findProfile(source, null);
  const options = { source, rules: await readRules(RULES), neverMerge: new Map(), profile };
  const { plan, ...found } = await planFromCsv(options);
  const summary = await preview({ ...options, out: null, csvOut: null, strict: false });
  return { plan, csvDigest: found.csvDigest, rowsRead: rowsRead(plan.digest, found), text: previewText(summary, null) };
}

/** Starts a run in which nothing is approved yet. */
export function startDemoRun(stage: Stage, { plan, csvDigest, rowsRead }: SamplePlan): Promise<Run> {
  const { client, database, folders, org, sample, api } = stage;
  return startRun({
    client,
    db: database.db,
    plan,
    org,
    dryRun: false,
    options: { canary: 5, window: 6, limit: null, approve: 'none', csvDigest, rowsRead },
    timing: DEMO_TIMING,
    taskQueue: TASK_QUEUE,
    pages: api.url,
    prepare: (run) =>
      keepInput({ folder: join(folders.reportsDir, run.id), plan, csv: { path: sample.csv, digest: csvDigest } }),
  });
}

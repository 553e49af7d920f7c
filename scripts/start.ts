#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DEVREV_*, TEMPORAL_*, DATABASE_URL or POSTGRES_*, DEDUPE_*, CSV_INPUT_PATH, ENVIRONMENT, REPORTS_DIR; the CRM
// (one call: whose token), Temporal and Postgres they name; reads the input, writes REPORTS_DIR/<run>/.
import { join } from 'node:path';
import { keepDelivering } from '../activities/notify/keep-delivering.ts';
import { findServer } from '../api/server-file.ts';
import { crmsInUse, requireToken, settingsOf } from '../config/crm-settings.ts';
import type { Config } from '../config/env.ts';
import { BASE_PROFILE } from '../contacts/base/plan-base.ts';
import type { Plan } from '../contacts/plan.ts';
import { previewJson } from '../contacts/preview/json.ts';
import { preview } from '../contacts/preview/preview.ts';
import { previewText } from '../contacts/preview/text.ts';
import { counted } from '../contacts/words/counted.ts';
import { findOrganization } from '../control/find-organization.ts';
import { keepInput } from '../control/keep-input.ts';
import { oneNight } from '../control/nights/one-night.ts';
import { type Control, withControl } from '../control/open-control.ts';
import { runTiming } from '../control/run-timing.ts';
import { refuseOpen, startRun } from '../control/start-run.ts';
import { whoFits } from '../control/who-fits.ts';
import { connectorOf } from '../crm/connect.ts';
import { refusalGroups } from '../store/decisions/refusals.ts';
import { noteQuietNight } from '../store/nights/last-successes.ts';
import { runWorkflowId } from '../store/orders/workflow-ids.ts';
import { leftClusters } from '../store/runs/other-runs.ts';
import type { Run } from '../store/runs/runs.ts';
import { shrunk } from '../store/runs/shrunk.ts';
import { ask, requireAnswer } from './cli/ask.ts';
import { refusalGroupText } from './cli/decision-words.ts';
import { EXIT, fail } from './cli/fail.ts';
import { nowAndThen } from './cli/now-and-then.ts';
import { print, say } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';
import { brokenError, shrunkError } from './plan/broken-words.ts';
import { MOST_SHRUNK } from './plan/csv-args.ts';
import { csvOptions, type LoadedPlan, loadPlan } from './plan/load-plan.ts';
import { maskedReview } from './plan/masked-review.ts';
import { type PlannedIndex, plannedIndex } from './plan/planned-index.ts';
import { refuseUnproven, refuseUnshown } from './plan/refuse-unproven.ts';
import { parseStartArgs, START_USAGE, type StartArgs } from './plan/start-args.ts';
import { approveText, startText } from './plan/start-text.ts';
import { leftLines } from './status/left-lines.ts';
import { watch } from './status/watch.ts';
import { workersText } from './status/workers-text.ts';

try {
  const args = parseStartArgs(process.argv.slice(2), settings);
  if (args === null) process.stdout.write(START_USAGE);
  else process.exitCode = await (args.preview ? show(args) : main(args, settings()));
} catch (error) {
  fail(error);
}

/** Needs no server and no token. */
async function show(args: StartArgs): Promise<number> {
  const { json, input } = args;
  if ('plan' in input) {
    const loaded = await loadPlan(input);
    const { digest, crm, profile, clusters } = loaded.plan;
    print({
      json,
      value: { digest, crm, profile, clusters: clusters.length },
      text: startText({ loaded, org: null, args }),
    });
    return EXIT.done;
  }
  const { path, strict, maxRejected, rejectedOut = null } = input.csv;
  const options = await csvOptions(input.csv);
  const summary = maskedReview(
    await preview({ ...options, out: null, csvOut: null, strict, maxRejected, rejectedOut }),
  );
  const { rateLimit } = settingsOf(settings(), summary.crm);
  print({ json, value: previewJson(summary, rateLimit), text: previewText(summary, rateLimit) });
  if (summary.broken !== null) say(brokenError(path, summary.broken).message);
  const isRefused = summary.broken !== null || (strict && summary.findings.rejected.length > 0);
  return isRefused ? EXIT.input : EXIT.done;
}

/** Every check comes before anything is stored or sent. */
async function main(args: StartArgs, config: Config): Promise<number> {
  // Before a long file is read. Of a plan's CRM there may be more to say first.
  if ('csv' in args.input) requireAnswer(args);
  // Whether it is the right CRM's token shows below.
  for (const [, inUse] of crmsInUse(config)) requireToken(inUse);
  runTiming(config);
  const loaded = await loadPlan(args.input);
  const { crm } = loaded.plan;
  if (!Object.hasOwn(config.crms, crm)) {
    const known = Object.keys(config.crms).map((name) => `'${name}'`);
    throw new UsageError(`The plan is for the CRM '${crm}', expected one for ${known.join(' or ')}`);
  }
  const ours = settingsOf(config, crm);
  if (!args.dryRun && connectorOf(crm).description.merge === 'none') await refuseUnshown(config, crm);
  requireAnswer(args);
  requireToken(ours);
  if (loaded.plan.clusters.length > 0) return withControl(config, (control) => start({ args, control, loaded }));
  if (!args.dryRun) await withControl(config, (control) => quietNight({ args, control, loaded }));
  say('The plan has no clusters: there is nothing to start');
  return EXIT.done;
}

/** It was looked for duplicates and there are none: that is a success as well, unless half of the export is missing. */
async function quietNight({ args, control, loaded }: Start): Promise<void> {
  const { config, db } = control;
  const { crm, profile } = loaded.plan;
  const org = await findOrganization({ crm, settings: settingsOf(config, crm), db });
  await refuseShrunk({ args, control, loaded, org });
  await noteQuietNight(db, { crm, org, profile });
}

interface Start {
  args: StartArgs;
  control: Control;
  loaded: LoadedPlan;
}

interface Found {
  org: string;
  /** Null where the contacts come from no scan. */
  index: PlannedIndex | null;
}

async function start(request: Start): Promise<number> {
  const { control, loaded } = request;
  const { plan } = loaded;
  const client = await control.client();
  const { config, db } = control;
  const org = await findOrganization({ crm: plan.crm, settings: settingsOf(config, plan.crm), db });
  const workflowId = runWorkflowId({ crm: plan.crm, org, digest: plan.digest, dryRun: request.args.dryRun });
  if (!request.args.dryRun) await refuseUnproven({ ...control, crm: plan.crm, org, approve: request.args.approve });
  await refuseShrunk({ ...request, org });
  // Else whoever starts it refuses it, after it was asked whether that night is over.
  if (!request.args.yes) await refuseOpen(client, { workflowId, plan });
  const index =
    plan.profile === BASE_PROFILE ? await plannedIndex(db, { crm: plan.crm, org, scan: loaded.scan }) : null;
  const args = index?.changed === true ? unlessConfirmed(request.args) : request.args;
  say(startText({ loaded, org, args }));
  for (const line of index?.lines ?? []) say(line);
  if (!args.yes) {
    const answer = await ask(args.dryRun ? 'Start the dry run?' : 'Start?');
    if (answer !== true) {
      say('Nothing was started');
      return answer === null ? EXIT.interrupted : EXIT.done;
    }
  }
  const night = { db, crm: plan.crm, org, profile: plan.profile, dryRun: args.dryRun, follows: args.wait };
  return oneNight(night, () => follow({ ...request, args, org, workflowId, index }));
}

/** Who is found to be whom may be another question now: what nobody has confirmed starts nothing by itself, as in a night. */
function unlessConfirmed(args: StartArgs): StartArgs {
  if (!args.yes || args.dryRun || args.approve === 'none') return args;
  say('Numbers are read otherwise than before, see below, and --yes asks nobody: --approve auto does not count');
  return { ...args, approve: 'none', finish: false };
}

/** Throws InputError. */
async function refuseShrunk({ args, control, loaded, org }: Start & { org: string }): Promise<void> {
  const { plan, rowsRead } = loaded;
  const { maxShrink: most = MOST_SHRUNK, input } = args;
  if (rowsRead === null || most === null) return;
  const { rows } = rowsRead;
  const found = await shrunk(control.db, { crm: plan.crm, org, profile: plan.profile, rows, most });
  const path = 'csv' in input ? input.csv.path : input.plan;
  if (found !== null) throw shrunkError({ path, rows, found });
}

async function follow(request: Start & Found & { workflowId: string }): Promise<number> {
  const { args, control, loaded, org, workflowId } = request;
  const { config } = control;
  const { plan } = loaded;
  const { run, folder } = await startStored(request);
  const dry = args.dryRun ? 'Dry run' : 'Run';
  const text = `${dry} ${run.id} started. See it: npm run status -- ${run.id} --watch`;
  const refused = await refusalGroups(control.db, run.id);
  for (const group of refused) say(refusalGroupText(group));
  const left = await leftClusters(control.db, run);
  for (const line of leftLines(left)) say(line.text);
  const workers = await whoFits(control.db, { ...run, taskQueue: config.taskQueue });
  const missing = workersText(workers, run);
  if (missing !== null) say(`${missing}. Until then the run waits`);
  const value = {
    run: run.id,
    workflowId,
    organization: org,
    plan: plan.digest,
    dryRun: args.dryRun,
    folder,
    left,
    refused,
    workers,
  };
  if (args.approve === 'none' || (!args.finish && (refused.length > 0 || waitsForPerson(plan))))
    say(approveText({ run: run.id, plan, approve: args.approve }));
  print({ json: args.json, value, text });
  if (!args.wait) return EXIT.done;
  const delivering = keepDelivering({ db: control.db, notify: config.notify });
  const exit = await watch({ control, runId: run.id, json: args.json, untilPerson: true });
  if (exit !== EXIT.interrupted) await delivering.end();
  return exit;
}

function waitsForPerson({ clusters }: Plan): boolean {
  return clusters.some(({ decision }) => decision === 'review');
}

async function startStored(request: Start & Found): Promise<{ run: Run; folder: string }> {
  const { args, control, loaded, org, index } = request;
  const { config, db } = control;
  const { canary, window, limit, approve, finish, dryRun } = args;
  const { plan, consent, shortNames, csv, rowsRead } = loaded;
  const folderOf = ({ id }: Run): string => join(config.reportsDir, id);
  const run = await startRun({
    client: await control.client(),
    db,
    plan,
    org,
    dryRun,
    options: {
      canary,
      window,
      limit,
      approve,
      ...(finish && { finish }),
      csvDigest: csv?.digest ?? null,
      ...(rowsRead && { rowsRead }),
      ...index?.options,
      consent,
      ...(shortNames && { shortNames }),
    },
    timing: runTiming(config),
    taskQueue: config.taskQueue,
    pages: await findServer(config.dataDir),
    prepare: (stored) => keepInput({ folder: folderOf(stored), plan, csv }),
    onProgress: nowAndThen((stored) => say(`Stored ${stored} of ${counted(plan.clusters.length, 'cluster')}`)),
  });
  return { run, folder: folderOf(run) };
}

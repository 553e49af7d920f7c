#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, DEDUPE_DATA_DIR; the Postgres and Temporal they name; the rules file.
import { readRules } from '../contacts/rules/rules.ts';
import { counted } from '../contacts/words/counted.ts';
import { takeDecision, takeDecisionBack, tryDecision } from '../control/decisions/decide.ts';
import { nameClusters } from '../control/decisions/name-clusters.ts';
import { findRun } from '../control/find-run.ts';
import { type Control, withControl } from '../control/open-control.ts';
import { ask, requireAnswer } from './cli/ask.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print, say } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { whoseText } from './cli/whose-text.ts';
import { DECIDE_USAGE, type DecideArgs, parseDecideArgs } from './decide/decide-args.ts';
import { decidedText } from './decide/decided-text.ts';

try {
  const args = parseDecideArgs(process.argv.slice(2));
  if (args === null) process.stdout.write(DECIDE_USAGE);
  else {
    if (args.word !== null && !args.undecided) requireAnswer(args);
    await withControl(settings(), async (control) => {
      process.exitCode = await main(args, control);
    });
  }
} catch (error) {
  fail(error);
}

async function main(args: DecideArgs, control: Control): Promise<number> {
  const { by, json, word } = args;
  const run = await findRun({ ...control, id: args.run, asks: true });
  say(whoseText(run));
  const [clusterId = ''] = await nameClusters(control.db, { run, names: [args.cluster] });
  if (word === null) {
    const { was, cluster } = await takeDecisionBack({ ...control, run, clusterId, by });
    const text = `Cluster ${cluster} of run ${run.id} was ${was}, and waits for a decision again, says ${by}`;
    print({ json, value: { run: run.id, cluster, was, by }, text });
    return EXIT.done;
  }
  const { said, because } = word;
  const wanted = await tryDecision(control.db, { run, clusterId, said, rules: await readRules(args.rules) });
  say(decidedText(wanted));
  if (!args.yes && !args.undecided) {
    const answer = await ask('Decide so, and approve it?');
    if (answer !== true) {
      say('Nothing was decided');
      return answer === null ? EXIT.interrupted : EXIT.done;
    }
  }
  const approve = !args.undecided;
  const { decision, clusters } = await takeDecision({ ...control, ...wanted, run, by, because, approve });
  const now = approve ? 'approved' : 'for a person to approve';
  const text = [
    `Cluster ${clusterId} of run ${run.id} is replaced, says ${by}: ${clusters.length === 0 ? 'nobody of it is merged' : `${counted(clusters.length, 'cluster')}, ${now}`}`,
    ...clusters.map((id) => `  ${id}`),
  ].join('\n');
  print({ json, value: { run: run.id, cluster: clusterId, decision, clusters, approved: approve, by }, text });
  return EXIT.done;
}

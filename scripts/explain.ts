#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: the files it is given; without any, DATABASE_URL or POSTGRES_*, DEDUPE_DATA_DIR and the Postgres they name. Changes nothing.
import { BASE_PROFILE } from '../contacts/base/plan-base.ts';
import { explainedLines } from '../contacts/base/shown/explained.ts';
import { type Explanation, explainCluster } from '../contacts/explain/explain.ts';
import { explainLines, type Line } from '../contacts/explain/text.ts';
import { InputError } from '../contacts/input-error.ts';
import { findCluster } from '../contacts/planning/find-cluster.ts';
import { PROFILE_NAMES, profileNamed } from '../contacts/profiles/profiles.ts';
import { readRules } from '../contacts/rules/rules.ts';
import { printableJson, printableText } from '../contacts/words/printable.ts';
import { fail } from './cli/fail.ts';
import { othersRun } from './cli/others-run.ts';
import { type Paint, painter } from './cli/paint.ts';
import { say } from './cli/print.ts';
import { EXPLAIN_USAGE, type ExplainArgs, parseExplainArgs } from './plan/explain-args.ts';
import { explainPlan } from './plan/explain-plan.ts';
import type { Planned } from './plan/planned.ts';

try {
  const args = parseExplainArgs(process.argv.slice(2));
  if (args === null) process.stdout.write(EXPLAIN_USAGE);
  else await main(args);
} catch (error) {
  fail(error);
}

async function main(args: ExplainArgs): Promise<void> {
  const { plan, file, run } = await explainPlan(args);
  if (plan.profile === BASE_PROFILE) return showOfBase(args, { plan, file, ...(run && { run }) });
  const profile = profileNamed(plan.profile);
  if (profile === undefined) {
    const problem = `was made with the profile '${plan.profile}', expected one of: ${PROFILE_NAMES.join(', ')}`;
    throw new InputError({ file, problem });
  }
  const cluster = findCluster({ plan, profile, name: args.cluster, file });
  const explanation = explainCluster({ cluster, profile, rules: await readRules(args.rules) });
  const ofRun = run && { organization: run.org, settingsFor: run.settingsFor };
  const source = { file, plan: plan.digest, profile: profile.name, ...ofRun };
  const text = args.json ? printableJson({ ...source, ...explanation }) : textOf(explanation);
  if (!args.json) say(`From ${file} (${plan.digest.slice(0, 12)}, profile ${profile.name})`);
  if (run && run.settingsFor !== null) say(othersRun(run, run.settingsFor));
  process.stdout.write(`${text}\n`);
}

/** Its clusters say themselves how they came about. */
function showOfBase({ cluster: name, json }: ExplainArgs, { plan, file, run }: Planned): void {
  const profile = { contactId: (text: string) => text, exampleId: 'a uid' };
  const cluster = findCluster({ plan, profile, name, file });
  if (!json) say(`From ${file} (${plan.digest.slice(0, 12)}, profile ${plan.profile})`);
  if (run && run.settingsFor !== null) say(othersRun(run, run.settingsFor));
  const ofRun = run && { organization: run.org, settingsFor: run.settingsFor };
  const source = { file, plan: plan.digest, profile: plan.profile, ...ofRun };
  process.stdout.write(
    json ? `${printableJson({ ...source, ...cluster })}\n` : `${printableText(explainedLines(cluster).join('\n'))}\n`,
  );
}

function textOf(explanation: Explanation): string {
  const paint = painter(process.stdout);
  const width = Math.max(40, Math.min(process.stdout.columns || 80, 120));
  return explainLines(explanation, width)
    .map((line) => painted(line, paint))
    .join('\n');
}

function painted({ text, style }: Line, paint: Paint): string {
  if (style === 'plain') return text;
  return paint(({ heading: 'bold', decided: 'green', quiet: 'dim', warning: 'yellow' } as const)[style], text);
}

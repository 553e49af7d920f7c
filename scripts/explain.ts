#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: the files it is given; without any, DATABASE_URL or POSTGRES_*, DEDUPE_DATA_DIR and the Postgres they name. Changes nothing.
import { explainedLines } from '../contacts/base/shown/explained.ts';
import type { KnownOfBase } from '../contacts/base/shown/known-of-base.ts';
import { type Explanation, explainCluster } from '../contacts/explain/explain.ts';
import { explainLines, type Line } from '../contacts/explain/text.ts';
import type { ShownKind } from '../contacts/planning/matched/shown-in.ts';
import { profileNamed } from '../contacts/profiles/profiles.ts';
import { readRules } from '../contacts/rules/rules.ts';
import { printableJson, printableText } from '../contacts/words/printable.ts';
import { fail } from './cli/fail.ts';
import { othersRun } from './cli/others-run.ts';
import { type Paint, painter } from './cli/paint.ts';
import { say } from './cli/print.ts';
import { decidedLines } from './decide/decided-lines.ts';
import { explainRows } from './match/explain-rows.ts';
import { EXPLAIN_USAGE, type ExplainArgs, parseExplainArgs } from './plan/explain-args.ts';
import { explainPlan } from './plan/explain-plan.ts';
import { shownKinds } from './plan/shown-kinds.ts';

try {
  const args = parseExplainArgs(process.argv.slice(2));
  if (args === null) process.stdout.write(EXPLAIN_USAGE);
  else if ('ids' in args) await explainRows(args);
  else await main(args);
} catch (error) {
  fail(error);
}

async function main(args: ExplainArgs): Promise<void> {
  const planned = await explainPlan(args);
  const { cluster, digest, file, profile: name, run, decided = [], known } = planned;
  if (!args.json) say(`From ${file} (${digest.slice(0, 12)}, profile ${name})`);
  if (run && run.settingsFor !== null) say(othersRun(run, run.settingsFor));
  const ofRun = run && { organization: run.org, settingsFor: run.settingsFor };
  const source = { file, plan: digest, profile: name, ...ofRun, ...(decided.length > 0 && { decided }) };
  const profile = profileNamed(name);
  // Clusters of a contact base say themselves how they came about.
  const explanation = profile && explainCluster({ cluster, profile, rules: await readRules(args.rules) });
  if (args.json)
    process.stdout.write(`${printableJson({ ...source, ...(explanation ?? cluster), ...jsonOf(known) })}\n`);
  else if (explanation) process.stdout.write(`${textOf(explanation, shownKinds(profile))}\n`);
  else process.stdout.write(`${printableText(explainedLines(cluster, known).join('\n'))}\n`);
  if (!args.json && decided.length > 0) process.stdout.write(`${printableText(decidedLines(decided).join('\n'))}\n`);
}

function jsonOf(known: KnownOfBase | undefined): object {
  return known === undefined
    ? {}
    : { places: Object.fromEntries(known.places), lastTouch: Object.fromEntries(known.lastTouch) };
}

function textOf(explanation: Explanation, kinds: readonly ShownKind[]): string {
  const paint = painter(process.stdout);
  const width = Math.max(40, Math.min(process.stdout.columns || 80, 120));
  return explainLines(explanation, width, kinds)
    .map((line) => painted(line, paint))
    .join('\n');
}

function painted({ text, style }: Line, paint: Paint): string {
  if (style === 'plain') return text;
  return paint(({ heading: 'bold', decided: 'green', quiet: 'dim', warning: 'yellow' } as const)[style], text);
}

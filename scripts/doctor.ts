#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
import { parseArgs } from 'node:util';
import { tokensOf } from '../config/crm-settings.ts';
import { loadConfig, loadEnvFile } from '../config/env.ts';
// Touches: all settings but CSV_*; the CRM (two reading calls: whose token; five more for --rules), Temporal and Postgres they name. Writes one small
// file into each folder and takes it away again. Changes nothing.
import { printableJson } from '../contacts/words/printable.ts';
import { mask } from '../log/mask.ts';
import { fail } from './cli/fail.ts';
import { painter } from './cli/paint.ts';
import { UsageError } from './cli/usage-error.ts';
import { CHECKS } from './doctor/checks.ts';
import { createContext } from './doctor/create-context.ts';
import { readPlan, readRulesFile } from './doctor/read-plan.ts';
import { exitOf, runChecks } from './doctor/run-checks.ts';
import { findingsText } from './doctor/text.ts';

const NAMES = Object.keys(CHECKS);

const HELP = `Looks whether everything is there that a run needs, and says what to do where it is not. Changes nothing.

Usage: ./scripts/doctor.ts [--only NAME,NAME…] [--plan plans/plan.json] [--rules FILE] [--json]
       npm run doctor -- …

  --only NAMES   only these checks: ${NAMES.slice(0, 6).join(', ')},
                 ${NAMES.slice(6).join(', ')}
  --plan FILE    compare the free disk space with what this plan is estimated to need
  --rules FILE   list the values of its consent fields in at most 5 pages of contacts, and how each is read: a sample
  --json         one object on stdout
  --help         this text

Exit codes: 0 all is well, warnings allowed; 2 usage, or wrong settings (token, folders, addresses); 3 the plan or rules
cannot be read; 6 a server or a worker cannot be reached; 5 anything else. With several of them: 2 before 6 before 5.
`;

try {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      plan: { type: 'string' },
      rules: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(HELP);
  // Not only the exit code: a check that came too late may still hold a connection.
  else {
    const { plan = null, rules = null, json } = values;
    process.exit(await main({ names: namesOf(values.only, rules), plan, rules, json }));
  }
} catch (error) {
  fail(error);
}

async function main(asked: {
  names: string[];
  plan: string | null;
  rules: string | null;
  json: boolean;
}): Promise<number> {
  const { names, json } = asked;
  loadEnvFile();
  const config = loadConfig();
  const plan = asked.plan === null ? null : await readPlan(asked.plan);
  const rules = asked.rules === null ? null : await readRulesFile(asked.rules);
  const context = createContext({ config, env: process.env, plan, rules });
  const findings = await runChecks(names, context);
  const code = exitOf(findings);
  const checks = findings.map(({ name, status, found, todo }) => ({ name, status, found, todo }));
  const text = json ? printableJson({ exitCode: code, checks }) : findingsText(findings, painter(process.stdout));
  process.stdout.write(`${mask(text, tokensOf(config))}\n`);
  return code;
}

/** Consent is looked at where there are rules to look with. */
function namesOf(only: readonly string[], rules: string | null): string[] {
  const asked = only.flatMap((text) => text.split(',')).map((name) => name.trim());
  const unknown = asked.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no check '${unknown}', expected some of: ${NAMES.join(', ')}`);
  }
  if (asked.includes('consent') && rules === null) throw new UsageError("Check 'consent' needs --rules FILE");
  if (asked.length === 0) return NAMES.filter((name) => name !== 'consent' || rules !== null);
  return NAMES.filter((name) => asked.includes(name));
}

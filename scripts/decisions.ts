#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, DEDUPE_DATA_DIR; the Postgres they name.
import { parseArgs } from 'node:util';
import { findDecision, forget } from '../control/decisions/forget.ts';
import { withControl } from '../control/open-control.ts';
import { whichOrganization } from '../control/which-organization.ts';
import { type LastingDecision, listDecisions } from '../store/decisions/lasting.ts';
import { lastingPairs } from '../store/decisions/lasting-pairs.ts';
import { decisionLines, decisionsCsv, decisionText } from './cli/decision-words.ts';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { requireBy, settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';

const HELP = `What has been said of people, and lasts: who is kept apart from whom, in every run of their organization. docs/decisions.md has more.

Usage: ./scripts/decisions.ts list [--all | --csv] | show ID | forget ID --by NAME   [--json]      npm run decisions -- …

  list           the decisions that stand, the newest first
  show ID        one of them, also a forgotten one
  forget ID      takes it back: it stays on record and keeps nobody apart any more. Clusters that waited because of it can be approved
  --all          list: the forgotten ones too
  --csv          list: two contacts a line, as match and preview --match read them with --decisions
  --crm NAME     list --csv: of this CRM (default: the only one, or that of the settings)
  --org ORG      list --csv: of this organization
  --by NAME      forget: who takes it back
  --json         one object on stdout
  --help         this text

Exit codes: 0 listed or forgotten, 2 usage, settings, or no such decision stands, 6 cannot reach Postgres.
`;

try {
  const { values, positionals } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      csv: { type: 'boolean', default: false },
      crm: { type: 'string' },
      org: { type: 'string' },
      by: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(HELP);
  else await main(values, positionals);
} catch (error) {
  fail(error);
}

interface Values {
  all: boolean;
  csv: boolean;
  crm?: string;
  org?: string;
  by?: string;
  json: boolean;
}

async function main(values: Values, positionals: string[]): Promise<void> {
  const { json } = values;
  const [word = 'list', id, ...more] = positionals;
  if (more.length > 0 || !['list', 'show', 'forget'].includes(word) || (word === 'list') !== (id === undefined))
    throw new UsageError('Expected list, show ID or forget ID: which of them?');
  checkCsv(values, word);
  if (values.csv) return writeCsv(values);
  if (word === 'list') {
    const decisions = await open(({ db }) => listDecisions(db, { forgotten: values.all }));
    print({ json, value: { decisions }, text: decisionLines(decisions).join('\n') });
    return;
  }
  const number = numbered(id ?? '');
  if (word === 'show') return shown(await open(({ db }) => findDecision(db, number)), json);
  const by = requireBy(values.by);
  await withControl(settings(), async (control) => shown(await forget({ ...control, id: number, by }), json));
}

function checkCsv({ csv, all, json, crm, org }: Values, word: string): void {
  if (csv && (word !== 'list' || all || json))
    throw new UsageError('--csv is for list alone, without --all and --json');
  if (!csv && (crm !== undefined || org !== undefined)) throw new UsageError('--crm and --org are for list --csv');
}

/** Ids are of one organization: a file names none. */
async function writeCsv({ crm, org }: Values): Promise<void> {
  const pairs = await open(async ({ db, config }) =>
    lastingPairs(db, await whichOrganization({ db, config, crm, org })),
  );
  process.stdout.write(decisionsCsv(pairs));
}

/** To look only. */
function open<T>(work: Parameters<typeof withControl<T>>[1]): Promise<T> {
  return withControl(settings(), work, { onlyLooks: true });
}

function shown(decision: LastingDecision, json: boolean): void {
  print({ json, value: decision, text: decisionText(decision) });
}

function numbered(id: string): number {
  if (/^[1-9]\d{0,14}$/.test(id)) return Number(id);
  throw new UsageError(`Decision '${id}': expected a number, as 'decisions list' shows it`);
}

#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, DEDUPE_DATA_DIR, DEVREV_ORG, PODIUM_ORG; the Postgres they name; or with --file nothing but
// that file.
import { parseArgs } from 'node:util';
import { keepTwoApart } from '../control/decisions/keep-apart.ts';
import { withControl } from '../control/open-control.ts';
import { whichOrganization } from '../control/which-organization.ts';
import { fail } from './cli/fail.ts';
import { print, say } from './cli/print.ts';
import { requireBy, settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';
import { appendPair } from './never-merge/append-pair.ts';

const HELP = `Says that two contacts are not one person: no run merges them, until that is forgotten. docs/decisions.md has more.

Usage: ./scripts/never-merge.ts add A B --because TEXT --by NAME [--crm CRM --org ORG | --file FILE] [--json]
       npm run never-merge -- add …

  A B             two contact ids. A contact stands for all that were merged into it
  --because TEXT  why: it stands in the store, or in the file
  --by NAME       who says so
  --crm, --org    whose contacts, where the store has several organizations and the settings name none; both before its first run
  --file FILE     writes them into this file for preview --never-merge instead: it needs no store. It is made where it is not there
  --json          one object on stdout
  --help          this text

What stands: npm run decisions -- list; to take it back: npm run decisions -- forget ID --by NAME

Exit codes: 0 recorded, 2 usage, settings, or it is said already, 3 the file cannot be read as one for --never-merge,
6 cannot reach Postgres.
`;

try {
  const { values, positionals } = parseArgs({
    options: {
      because: { type: 'string' },
      by: { type: 'string' },
      crm: { type: 'string' },
      org: { type: 'string' },
      file: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(HELP);
  else await add(values, positionals);
} catch (error) {
  fail(error);
}

interface Values {
  because?: string;
  by?: string;
  crm?: string;
  org?: string;
  file?: string;
  json: boolean;
}

async function add({ because: text, by: name, crm, org, file, json }: Values, positionals: string[]): Promise<void> {
  const [word, a = '', b = '', ...more] = positionals.map((one) => one.trim());
  if (word !== 'add' || a === '' || b === '' || more.length > 0)
    throw new UsageError('Expected add A B: which two contacts are not one person?');
  if (a === b) throw new UsageError(`Both contacts are ${a}, expected two different ones`);
  const because = text?.trim() ?? '';
  if (because === '') throw new UsageError('Expected --because TEXT: why they are not one person');
  const by = requireBy(name);
  if (file !== undefined) {
    if (crm !== undefined || org !== undefined) throw new UsageError('--file needs no --crm and no --org');
    if (!(await appendPair(file, { a, b, reason: `${because} (${by})` })))
      throw new UsageError(`${a} and ${b} are in ${file} already`);
    print({
      json,
      value: { file, contacts: [a, b] },
      text: `${a} and ${b} are in ${file}: preview --never-merge ${file}`,
    });
    return;
  }
  await withControl(settings(), async ({ db, config }) => {
    const of = await whichOrganization({ db, config, crm, org });
    const { decision, unknown } = await keepTwoApart({ db, of, contacts: [a, b], by, because });
    for (const id of unknown)
      say(`No plan of ${of.crm} ${of.org} has ${id}: is the id right? It protects whoever has it`);
    const text = `${a} and ${b} are not one person, in every run of ${of.crm} ${of.org}: decision ${decision}`;
    print({ json, value: { decision, ...of, contacts: [a, b], unknown }, text });
  });
}

#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, DEDUPE_DATA_DIR, DEVREV_ORG; the Postgres they name; reads the file that --csv names. Changes nothing.
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { columnBlocks } from '../contacts/csv/column-blocks.ts';
import { csvFile } from '../contacts/csv/source.ts';
import { findRun } from '../control/find-run.ts';
import { type Control, withControl } from '../control/open-control.ts';
import { whichOrganization } from '../control/which-organization.ts';
import { reportRedirects } from '../store/reports/redirects.ts';
import { type WhereNow, whereNow } from '../store/reports/where-now.ts';
import type { Organization } from '../store/runs/organizations.ts';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { redirectsAsked } from './redirects/redirect-args.ts';
import { csvLine, REDIRECT_COLUMNS, redirectRow, redirectText } from './redirects/redirect-text.ts';

const HELP = `Where did this contact go? Follows what was merged and what was taken back, through all runs, to the contact that it is now.

Usage: ./scripts/redirects.ts (ID | --run RUN | --csv FILE --column NAME) [--crm CRM --org ORG] [--json]
       npm run redirects -- …

  ID             one contact, with each step of its way; either spelling of the id
  --run RUN      all contacts that this run has merged away, as CSV
  --csv FILE     all ids of a column of this file, as CSV in the same order: a contact that was not moved keeps its id
  --column NAME  the column
  --crm, --org   whose contacts, where the store has several organizations and the settings name none
  --json         one object on stdout; with --run and --csv one for each contact, a line each
  --help         this text

Exit codes: 0 told, 2 usage, settings, or no such run, 3 the file has no such column or is no CSV, 6 cannot reach Postgres.
`;

/** So many contacts are asked about at once. */
const PAGE = 1000;

try {
  const { values, positionals } = parseArgs({
    options: {
      run: { type: 'string' },
      csv: { type: 'string' },
      column: { type: 'string' },
      crm: { type: 'string' },
      org: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(HELP);
  else {
    const asked = redirectsAsked(values, positionals);
    await withControl(settings(), (control) => main(control, { ...values, asked }), { onlyLooks: true });
  }
} catch (error) {
  fail(error);
}

async function main(
  { db, config }: Control,
  { asked, crm, org, json }: { asked: ReturnType<typeof redirectsAsked>; crm?: string; org?: string; json: boolean },
): Promise<void> {
  if ('run' in asked) {
    const run = await findRun({ db, config, id: asked.run, asks: false, onlyLooks: true });
    const ids = (await reportRedirects(db, run)).map(({ oldId }) => oldId);
    return tell(db, { of: run, blocks: inMemory(ids), json });
  }
  const of = await whichOrganization({ db, config, crm, org });
  if ('csv' in asked) return tell(db, { of, blocks: columnBlocks(csvFile(asked.csv), asked.column), json });
  const found = (await whereNow(db, { ...of, ids: [asked.id] })).get(asked.id) as WhereNow;
  print({ json, value: { id: asked.id, ...found }, text: redirectText(asked.id, found) });
}

async function* inMemory(ids: string[]): AsyncGenerator<string[]> {
  yield ids;
}

/** In the order of the ids, and no more of them in memory than a block of the file has. */
async function tell(
  db: Control['db'],
  { of: { crm, org }, blocks, json }: { of: Organization; blocks: AsyncIterable<string[]>; json: boolean },
): Promise<void> {
  let isFirst = true;
  for await (const block of blocks) {
    if (isFirst && !json) await write(csvLine(REDIRECT_COLUMNS));
    isFirst = false;
    for (let at = 0; at < block.length; at += PAGE) {
      const ids = block.slice(at, at + PAGE);
      const found = await whereNow(db, { crm, org, ids });
      const lines = ids.map((id) => lineOf(id, found.get(id) as WhereNow, json));
      await write(lines.join(''));
    }
  }
  if (isFirst && !json) await write(csvLine(REDIRECT_COLUMNS));
}

function lineOf(id: string, found: WhereNow, json: boolean): string {
  return json ? `${JSON.stringify({ id, ...found })}\n` : redirectRow(id, found);
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

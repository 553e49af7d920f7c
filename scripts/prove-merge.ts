#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: PODIUM_*, DATABASE_URL or POSTGRES_*; the CRM they name, where it WRITES to two contacts and merges them, and Postgres.
import { parseArgs } from 'node:util';
import { settingsOf } from '../config/crm-settings.ts';
import { withControl } from '../control/open-control.ts';
import { proveMerge } from '../control/proofs/prove-merge.ts';
import type { Two } from '../control/proofs/read-two.ts';
import { ask, requireAnswer } from './cli/ask.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print, say } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';
import { proofText } from './prove-merge/proof-words.ts';

const HELP = `Shows whether a CRM merges, where none of its documents says so: merges two contacts that you have made for this, in an organization
that you name, reads back what became of them, and keeps the answers. Until then nothing merges there.

Usage: ./scripts/prove-merge.ts --crm podium --test-org UID --primary ADDRESS --duplicate ADDRESS --by NAME
       npm run prove-merge -- …

  --crm NAME            the CRM
  --test-org UID        the organization, typed by you: the token must be of just that one
  --primary ADDRESS     a conversation or an e-mail that only the contact to be kept has; not a phone
  --duplicate ADDRESS   the same of the contact that is deleted. It may not come back
  --native              try the CRM's own merge request, which no document names (default: move the data, then delete)
  --restorable yes|no   what you have seen yourself of restoring a contact that was deleted so (default: not known)
  --by NAME             who does this
  --yes                 do not ask
  --json                one object on stdout
  --help                this text

Give the duplicate a tag, a conversation and an e-mail beside its address, and the primary a phone that takes marketing, so that there is
something to see: what cannot be seen stays off. A new version of the API makes all of it void.
Exit codes: 0 proven, or not wanted after all, 2 usage or settings, 5 it did not merge, 6 cannot reach the CRM or Postgres, 130 interrupted.
`;

try {
  const { values } = parseArgs({
    options: {
      crm: { type: 'string' },
      'test-org': { type: 'string' },
      primary: { type: 'string' },
      duplicate: { type: 'string' },
      native: { type: 'boolean', default: false },
      restorable: { type: 'string' },
      by: { type: 'string' },
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await main(values);
} catch (error) {
  fail(error);
}

interface Values {
  crm?: string;
  'test-org'?: string;
  primary?: string;
  duplicate?: string;
  native: boolean;
  restorable?: string;
  by?: string;
  yes: boolean;
  json: boolean;
}

async function main(values: Values): Promise<number> {
  const wish = {
    crm: needed('crm', values.crm),
    testOrg: needed('test-org', values['test-org']),
    addresses: { primary: needed('primary', values.primary), duplicate: needed('duplicate', values.duplicate) },
    by: needed('by', values.by),
    restorable: yesOrNo(values.restorable),
  };
  const { yes, json, native } = values;
  requireAnswer({ yes });
  const config = settings();
  const ours = settingsOf(config, wish.crm);
  let answer: boolean | null = true;
  const confirm = async ({ primary, duplicate }: Two): Promise<boolean> => {
    say(
      `Kept: ${primary.contact.uid}. Deleted, perhaps for good: ${duplicate.contact.uid}. Organization ${wish.testOrg}`,
    );
    if (!yes) answer = await ask('Merge these two?');
    return answer === true;
  };
  const kind = native ? 'native' : 'emulated';
  const proof = await withControl(config, ({ db }) => proveMerge({ ...wish, settings: ours, db, kind, confirm }));
  if (proof === null) {
    say('Nothing was changed');
    return answer === null ? EXIT.interrupted : EXIT.done;
  }
  print({ json, value: proof, text: proofText(proof, ours.title) });
  return proof.kind === null ? EXIT.unfinished : EXIT.done;
}

function needed(name: string, value: string | undefined): string {
  if (value !== undefined && value.trim() !== '') return value;
  throw new UsageError(`Expected --${name}: see --help`);
}

function yesOrNo(value: string | undefined): boolean | null {
  if (value === undefined) return null;
  if (value === 'yes' || value === 'no') return value === 'yes';
  throw new UsageError(`Cannot read --restorable '${value}', expected yes or no`);
}

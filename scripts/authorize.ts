#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: PODIUM_*, DEDUPE_DATA_DIR; the CRM they name, the token file, and where one is up Postgres (whose budget). Listens on loopback
// alone, where the redirect address is there.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { settingsOf } from '../config/crm-settings.ts';
import type { Config } from '../config/env.ts';
import { grantOf, letIn } from '../control/let-in.ts';
import { listenForCode } from './authorize/listen-for-code.ts';
import { codeIn } from './authorize/pasted-code.ts';
import { askText } from './cli/ask.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print, say } from './cli/print.ts';
import { settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';

const HELP = `Lets this tool into a CRM whose access a person grants: prints the page on which to agree, takes the code that it sends you back
with, and keeps the tokens in one file for its owner only. Only rights to read are asked for, unless it is to merge.

Usage: ./scripts/authorize.ts --crm podium [--to-merge] [--json]      npm run authorize -- --crm podium

  --crm NAME   the CRM
  --to-merge   ask for the right to write as well: without it nothing can be changed there
  --json       one object on stdout
  --help       this text

The code is taken on a port of this machine where the redirect address (PODIUM_REDIRECT_URI) is a http: one of it; else paste the whole
address that the browser ends at. A scan or run that waits for this goes on by itself.
Exit codes: 0 let in, 2 usage, settings, or the code was not taken, 6 cannot reach the CRM, 130 interrupted.
`;

try {
  const { values } = parseArgs({
    options: {
      crm: { type: 'string' },
      'to-merge': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(HELP);
  else
    process.exitCode = await authorize({ ...values, crm: values.crm, toMerge: values['to-merge'], config: settings() });
} catch (error) {
  fail(error);
}

interface Wish {
  crm: string | undefined;
  toMerge: boolean;
  json: boolean;
  config: Config;
}

async function authorize({ crm, toMerge, json, config }: Wish): Promise<number> {
  if (crm === undefined) throw new UsageError('Expected --crm NAME: whom to be let in by');
  const ours = settingsOf(config, crm);
  const grant = grantOf(crm, ours);
  const state = randomBytes(24).toString('base64url');
  const redirect = new URL(grant.redirect(ours));
  const listening = await listenForCode({ redirect, state });
  const scopes = toMerge ? grant.scopesToMerge : grant.scopes;
  const means = toMerge ? 'It can change and delete contacts there.' : 'Nothing else: this tool cannot write there.';
  say(`Asked for: ${scopes.join(', ')}. ${means}\n`);
  say(`Open this page, and agree:\n\n  ${grant.address({ settings: ours, state, scopes })}\n`);
  const code = listening === null ? await pasted(state) : await listening.code.finally(() => listening.close());
  if (code === null) return EXIT.interrupted;
  const { org, scopes: given, expiresAt } = await letIn({ crm, settings: ours, code });
  const granted = given === null ? 'not told' : given.join(', ');
  const text = `Let in to ${ours.title} organization ${org}. Granted: ${granted}. Tokens: ${ours.tokenFile}, exchanged by themselves (the present one is over ${expiresAt})`;
  print({ json, value: { crm, organization: org, scopes: given, expiresAt, file: ours.tokenFile }, text });
  return EXIT.done;
}

async function pasted(state: string): Promise<string | null> {
  const text = await askText('The address that the browser has ended at, or the code in it:');
  return text === null ? null : codeIn({ text, state });
}

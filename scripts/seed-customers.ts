#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadApiSettings } from '../config/api-settings.ts';
import { loadEnvFile } from '../config/env.ts';
import { NotReachable } from '../config/not-reachable.ts';
import { counted } from '../contacts/words/counted.ts';
import { fail } from './cli/fail.ts';
import { print } from './cli/print.ts';
import { UsageError } from './cli/usage-error.ts';

const HELP = `Loads the 12 sample customers (samples/customers.json) into the running customers API, so that its two questions answer
something. Where records are already, it loads nothing unless told how.

  npm run seed-customers
  ./scripts/seed-customers.ts --replace --json

  --url URL   the API (default: this machine, at API_PORT or 8000). Its token is API_TOKEN
  --replace   remove ALL records of the API first, whoever loaded them
  --add       load them beside what is there
  --json      one line of JSON on stdout
  --help      this text

Ends with 0 when they are loaded, 2 when records are there already or an option is wrong, 6 when the API cannot be reached.`;

const OPTIONS = {
  url: { type: 'string' },
  replace: { type: 'boolean', default: false },
  add: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const SAMPLE = new URL('../samples/customers.json', import.meta.url);

try {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) console.log(HELP);
  else await seed(values);
} catch (error) {
  fail(error);
}

async function seed({
  url: named,
  replace,
  add,
  json,
}: {
  url?: string;
  replace: boolean;
  add: boolean;
  json: boolean;
}) {
  if (replace && add) throw new UsageError('--replace and --add exclude each other: remove what is there, or keep it');
  loadEnvFile();
  const { port, token } = loadApiSettings();
  const url = (named ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '');
  if (!URL.canParse(url)) throw new UsageError(`--url is '${url}', expected an address such as http://127.0.0.1:8000`);
  const api = connect(url, token?.reveal() ?? null);
  const before = (await api<{ total_records: number }>('GET', '/api/v1/deduplication/analyze')).total_records;
  if (before > 0 && !replace && !add) {
    throw new UsageError(
      `${url} has ${count(before)} already: nothing was loaded. --replace removes them all first, --add loads the sample beside them`,
    );
  }
  if (replace) await api('DELETE', '/api/v1/customers');
  const body = readFileSync(SAMPLE, 'utf8');
  const { details } = await api<{ details: { count: number } }>('POST', '/api/v1/customers/bulk', body);
  const removed = replace ? before : 0;
  const text = `Loaded ${count(details.count)} into ${url}${removed > 0 ? `, after removing ${count(removed)}` : ''}. See ${url}/api/v1/deduplication/compare-sources`;
  print({ json, value: { url, loaded: details.count, removed, before }, text });
}

type Api = <T>(method: string, path: string, body?: string) => Promise<T>;

function connect(url: string, token: string | null): Api {
  return async <T>(method: string, path: string, body?: string): Promise<T> => {
    const headers = {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) }).catch(
      (error) => {
        throw new NotReachable(`No customers API at ${url}: start it with npm run api, or name it with --url`, {
          cause: error,
        });
      },
    );
    if (response.ok) return (await response.json()) as T;
    if (response.status === 401) throw new UsageError(`${url} asks for a token: set API_TOKEN to the API's own`);
    throw new NotReachable(`${url} answered ${response.status} to ${method} ${path}`);
  };
}

function count(records: number): string {
  return counted(records, 'record');
}

#!/usr/bin/env -S sh -c 'exec node "$(dirname "$(readlink -f "$0")")/cli/contact-dedupe.mjs" "$0" "$@"'
// Touches: DATABASE_URL or POSTGRES_*, TEMPORAL_*, PODIUM_ORG, PODIUM_REGIONS, DEDUPE_DATA_DIR; the Postgres and Temporal they name.
import { parseArgs } from 'node:util';
import { settingsOf } from '../config/crm-settings.ts';
import { createSchedule, type ListedSchedule, listSchedules, sayToSchedule } from '../control/nights/schedules.ts';
import { type Control, withControl } from '../control/open-control.ts';
import { runTiming } from '../control/run-timing.ts';
import { connectorOf } from '../crm/connect.ts';
import { scannedOrgs } from '../store/base/scans.ts';
import { EXIT, fail } from './cli/fail.ts';
import { print, say } from './cli/print.ts';
import { requireBy, settings } from './cli/run-args.ts';
import { UsageError } from './cli/usage-error.ts';
import { crossLocationOf, thresholdOf } from './plan/base-policy-args.ts';
import { regionOf } from './plan/region-of.ts';
import { regionOf as regionAsBefore } from './scan/region-before.ts';
import { regionsOf } from './scan/regions-setting.ts';
import { timeOf, zoneOf } from './schedule/when.ts';

const HELP = `Goes through a contact base every night: reads what was changed, makes the plan, starts its run. Nothing is merged that nobody has approved.

Usage: ./scripts/schedule.ts create NAME --crm podium --at 02:00 --tz Australia/Sydney --by NAME [--approve auto] [--region AU]
                              [--threshold N] [--cross-location review|auto_merge]
       ./scripts/schedule.ts list [--json]
       ./scripts/schedule.ts pause|resume|trigger|delete NAME --by NAME      npm run schedule -- …

  --crm NAME     the CRM whose contacts are scanned
  --at HH:MM     when, by the clock of --tz
  --tz ZONE      of the IANA database, e.g. Australia/Sydney
  --approve WHO  none (default): a person approves clusters. auto: those that the rules are sure of start by themselves; never where a
                 merge deletes for good
  --threshold N  the least confidence that is not for a person, 0 to 100 (default: as of preview)
  --cross-location X   contacts of different places: review (default) or auto_merge
  --region XX    in which country a number without a country code is meant, where neither the address of the contact's place nor
                 PODIUM_REGIONS says (default: that of the last scan). Both stand in the schedule as they are now: after a change of
                 either, delete it and create it anew
  --by NAME      who wants it: recorded
  --json         objects on stdout
  --help         this text

A night that would begin while the last one is at work is left out; one that was missed is made up for within an hour; none begins while it
is paused, whoever triggers it. Where another library or region reads numbers otherwise, nothing starts by itself before a person has
approved something in a run that shows them. It has to have been scanned once. Where nothing was shown to merge, the nights are dry runs. See runs --check for one that has not come through for two nights.
Exit codes: 0 done, 2 usage or settings, 6 cannot reach Temporal or Postgres.
`;

const WORDS = ['pause', 'resume', 'trigger', 'delete'] as const;

try {
  const { values, positionals } = parseArgs({
    options: {
      crm: { type: 'string' },
      at: { type: 'string' },
      tz: { type: 'string' },
      approve: { type: 'string', default: 'none' },
      region: { type: 'string' },
      threshold: { type: 'string' },
      'cross-location': { type: 'string', default: 'review' },
      by: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await main(positionals, values);
} catch (error) {
  fail(error);
}

interface Values {
  crm?: string;
  at?: string;
  tz?: string;
  approve: string;
  region?: string;
  threshold?: string;
  'cross-location': string;
  by?: string;
  json: boolean;
}

async function main([word, name, ...more]: string[], values: Values): Promise<number> {
  const { json } = values;
  if (word === 'list' && name === undefined) {
    return withControl(settings(), async ({ db, client }) => {
      const schedules = await listSchedules({ db, client: await client() });
      print({ json, value: { schedules }, text: schedules.map(lineOf).join('\n') || 'There is no schedule' });
      return EXIT.done;
    });
  }
  const known = WORDS.find((one) => one === word);
  if (
    (known === undefined && word !== 'create') ||
    more.length > 0 ||
    name === undefined ||
    !/^[a-z0-9-]{1,40}$/.test(name)
  )
    throw new UsageError(
      `Expected create, list, ${WORDS.join(', ')}, and a NAME of small letters, digits and -: see --help`,
    );
  const by = requireBy(values.by);
  return withControl(settings(), async (control) => {
    const { db } = control;
    const client = await control.client();
    if (known === undefined) await create(control, { ...values, name, by });
    else await sayToSchedule({ db, client }, { name, word: known, by });
    print({ json, value: { schedule: name, word }, text: `Schedule ${name}: ${word}, says ${by}` });
    return EXIT.done;
  });
}

async function create(
  control: Control,
  { crm, name, by, ...values }: Values & { name: string; by: string },
): Promise<void> {
  const { config, db } = control;
  const { approve } = values;
  if (crm === undefined) throw new UsageError('Expected --crm NAME: whose contacts');
  if (connectorOf(crm).description.scans === undefined)
    throw new UsageError(`The contacts of ${crm} come from a file: there is nothing to scan`);
  if (approve !== 'none' && approve !== 'auto')
    throw new UsageError(`--approve is '${approve}', expected none or auto`);
  const threshold = values.threshold === undefined ? null : thresholdOf(values.threshold);
  const crossLocation = crossLocationOf(values['cross-location']);
  const ours = settingsOf(config, crm);
  const org = ours.org ?? (await onlyOrg(control, crm));
  const given = regionOf(values.region);
  const { region, text } = await regionAsBefore(db, { whose: { crm, org }, given });
  if (text !== null) say(text);
  const regions = { regions: regionsOf(ours), region };
  const when = { at: timeOf(values.at), tz: zoneOf(values.tz) };
  const schedule = {
    name,
    crm,
    org,
    ...when,
    approve,
    by,
    regions,
    threshold,
    crossLocation,
    timing: runTiming(config),
  } as const;
  await createSchedule({ db, client: await control.client(), taskQueue: config.taskQueue }, { ...schedule });
}

async function onlyOrg({ db }: Pick<Control, 'db'>, crm: string): Promise<string> {
  const [org, ...others] = await scannedOrgs(db, crm);
  if (org !== undefined && others.length === 0) return org;
  throw new UsageError(
    org === undefined
      ? `No contacts of ${crm} were scanned yet: npm run scan -- --crm ${crm}`
      : `Which organization of ${crm}? Scanned are ${[org, ...others].join(', ')}: name one in the settings`,
  );
}

function lineOf({ name, crm, org, at, tz, approve, by, next, paused, lastSuccess }: ListedSchedule): string {
  const when = paused ? 'paused' : `next ${next ?? 'unknown: Temporal does not know it'}`;
  return `${name}  ${at} ${tz}, ${crm} organization ${org}, approves ${approve}, by ${by}: ${when}; last success ${lastSuccess ?? 'never yet'}`;
}

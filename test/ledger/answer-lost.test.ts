import { appendFileSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, inject, test } from 'vitest';
import type { FailpointName } from '../../activities/failpoint.ts';
import type { World } from '../../samples/world/world.ts';
import { openDatabase } from '../../store/database.ts';
import type { ClusterResult } from '../../workflows/types.ts';
import { FIELD, IN, MAPPING, OUT, withConsents } from '../support/consent.ts';
import { createStore } from '../support/database.ts';
import { withNames } from '../support/names.ts';
import { patience } from '../support/patience.ts';
import { type ClusterSpec, smallWorld } from '../support/small-world.ts';
import type { StepsHere } from '../support/steps-here.ts';
import { openTheatre, type Played, type Theatre } from './theatre.ts';

const PAIR: ClusterSpec = { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] } };
/** Steps that end no pair: their answers are lost in the first case alone. */
const OF_CLUSTER = ['openCluster', 'backUpContact', 'closeCluster'];

const NAMES = { 'REVU-1': 'Ben Berg', 'REVU-2': 'Ada Lund' };
/** Organizations whose backups were read by a version that kept no names. */
const NAMELESS = 'nameless';

interface Case {
  what: string;
  /** How the cluster ends, where nothing is lost. */
  ends: Partial<ClusterResult>;
  cluster?: ClusterSpec;
  world?: (world: World) => World;
  /** Before the cluster begins, and what the run is like. What is done afterwards is done when the step is lost that has ended the pair. */
  set?: (theatre: Theatre) => Promise<Played> | Played;
}

const merges = (kind: 'never' | 'tickets-first') => (theatre: Theatre) => {
  theatre.here.sandbox.addFault({ on: 'rev-users.merge', do: kind });
  return {};
};

/** An end that is written by each of the steps that may end a pair. */
const CASES: Case[] = [
  { what: 'merged', ends: { outcome: 'done', merged: 1 } },
  { what: 'a dry run', ends: { outcome: 'done', merged: 0 }, set: () => ({ dryRun: true }) },
  {
    what: 'two people at one address, by the backups',
    ends: { outcome: 'drifted', undecided: true },
    world: (world) => withNames(world, NAMES),
    set: ({ here }) => ({ afterwards: () => renamed(here, 'Ben Berg') }),
  },
  {
    what: 'two people at one address, when read again',
    ends: { outcome: 'drifted', undecided: true },
    world: (world) => ({ ...withNames(world, NAMES), org: `${NAMELESS}${world.org}` }),
    set: ({ here }) => ({ afterwards: () => renamed(here, 'Ben Berg') }),
  },
  {
    what: 'changed between backup and sending',
    ends: { outcome: 'drifted' },
    set: ({ here }) => renamedForAWhile(here, 'fresh.before'),
  },
  { what: 'fewer tickets than planned', ends: { outcome: 'held' }, cluster: { ...PAIR, csvTickets: { 'REVU-2': 99 } } },
  {
    what: 'a backup that is damaged before it is verified',
    ends: { outcome: 'skipped' },
    set: damagedAt('verify.before'),
  },
  {
    what: 'a backup that is damaged after it was verified',
    ends: { outcome: 'held', breach: expect.stringContaining('REVU') as string },
    set: damagedAt('fresh.before'),
  },
  { what: 'locked by another pair', ends: { outcome: 'held', breach: null }, set: lockedByOther },
  {
    what: 'a field of consent that the rules have no word for',
    ends: { outcome: 'held', breach: null },
    world: (world) => withConsents(world, { 'REVU-2': { [FIELD]: 'perhaps' } }),
    set: () => ({ consent: MAPPING }),
  },
  {
    what: 'changed before an opt-out was written',
    ends: { outcome: 'drifted' },
    world: (world) => withConsents(world, { 'REVU-1': IN, 'REVU-2': OUT }),
    set: ({ here }) => ({ consent: MAPPING, ...renamedForAWhile(here, 'verify.after') }),
  },
  { what: 'never applied', ends: { outcome: 'held', breach: null }, set: merges('never') },
  {
    what: 'half applied',
    ends: { outcome: 'held', breach: expect.stringContaining('') as string },
    set: merges('tickets-first'),
  },
];

let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await createStore(inject('adminDatabaseUrl'));
  const { db, close } = openDatabase({ url: databaseUrl });
  await db.execute(sql`
    create function forget_name() returns trigger language plpgsql as $$ begin new.name := null; return new; end $$`);
  await db.execute(
    sql.raw(`
    create trigger forget before insert or update on readings for each row when (new.org like '${NAMELESS}%')
    execute function forget_name()`),
  );
  await close();
});

test.for(CASES)(
  'Whichever step’s answer is lost once, a cluster ends as it does without: $what',
  {
    timeout: patience(120_000),
  },
  async (one) => {
    const whole = await play(one);
    expect(whole.result).toMatchObject(one.ends);
    expect(whole.steps.length).toBeGreaterThan(3);
    for (const [index, step] of whole.steps.entries()) {
      if (one !== CASES[0] && OF_CLUSTER.includes(step)) continue;
      const { steps, ...ended } = await play(one, {
        step: index + 1,
        isLast: whole.steps[index + 1] === 'closeCluster',
      });
      const lost = `the answer of ${step}, step ${index + 1}: ${steps.join(', ')}`;
      expect(ended, lost).toEqual({ result: whole.result, ledger: whole.ledger });
    }
  },
);

interface Ended {
  steps: string[];
  result: ClusterResult | null;
  ledger: object;
}

async function play(
  { cluster = PAIR, world = (same) => same, set }: Case,
  unanswered?: { step: number; isLast: boolean },
): Promise<Ended> {
  const made = smallWorld([cluster]);
  const theatre = await openTheatre({ world: world(made.world), databaseUrl });
  try {
    const { afterwards, ...how } = (await set?.(theatre)) ?? {};
    const lost = unanswered && { unanswered: unanswered.step, ...(unanswered.isLast && afterwards && { afterwards }) };
    const result = await theatre.merge(made.plan, null, { ...how, ...lost });
    return { steps: [...theatre.steps()], result, ledger: await ledgerOf(theatre) };
  } finally {
    await theatre.close();
  }
}

/** What is kept of each pair and of the cluster, and what the CRM applied. */
async function ledgerOf({ here, org }: Theatre): Promise<object> {
  const { db } = here.deps;
  const pairs = await db.execute<Record<string, unknown>>(sql`
    select duplicate_id, state, reason, why, sends, (select count(*)::int from locks l where l.org = p.org) as locks
    from pairs p where org = ${org} order by duplicate_id`);
  const clusters = await db.execute<Record<string, unknown>>(sql`
    select c.state, c.reason, c.why, r.stop_by, r.stop_why from run_clusters c join runs r on r.id = c.run_id
    where r.org = ${org}`);
  const merged = here.sandbox.effects().filter(({ kind }) => kind === 'merge').length;
  return { pairs: [...pairs], clusters: [...clusters], merged };
}

function renamed({ sandbox }: StepsHere, fullName: string): void {
  sandbox.act({ kind: 'editContact', id: 'REVU-2', patch: { fullName } });
}

/** The next try would find nothing to say. */
function renamedForAWhile(here: StepsHere, at: FailpointName): Played {
  return { meanwhile: { at, act: () => renamed(here, 'Person Zero') }, afterwards: () => renamed(here, 'Person 0') };
}

/** For a while one byte more in the backup that the cluster makes of its duplicate. */
function damagedAt(at: FailpointName): NonNullable<Case['set']> {
  return ({ here }) => {
    const before = new Set(readdirSync(here.backups));
    const file = (): string => {
      const made = readdirSync(here.backups).find((name) => name.includes('_REVU-2') && !before.has(name));
      return join(here.backups, made ?? 'none', 'metadata.json');
    };
    const afterwards = (): void => truncateSync(file(), statSync(file()).size - 1);
    return { meanwhile: { at, act: () => appendFileSync(file(), ' ') }, afterwards };
  };
}

async function lockedByOther({ here, org }: Theatre): Promise<Played> {
  await here.deps.db.execute(sql`
    insert into locks (crm, org, contact_id, cluster_id, primary_id, duplicate_id)
    values ('devrev', ${org}, 'REVU-2', 'another', 'REVU-8', 'REVU-2')`);
  return {};
}

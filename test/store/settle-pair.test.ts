import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { readContactState, toReading } from '../../activities/reading/read-contact-state.ts';
import { reasonWords } from '../../pages/kit/reason-words.ts';
import { takeLocks } from '../../store/ledger/locks.ts';
import type { Reading } from '../../store/ledger/readings.ts';
import { keepWord } from '../../store/ledger/settle-pair.ts';
import type { Settlement } from '../../store/ledger/settlement.ts';
import { takeOnCluster } from '../../store/ledger/take-on-cluster.ts';
import { createRun } from '../../store/runs/runs.ts';
import type { PairKey } from '../../store/types.ts';
import { createStore } from '../support/database.ts';
import { smallWorld } from '../support/small-world.ts';
import { openStepsHere, type StepsHere } from '../support/steps-here.ts';

const BECAUSE = 'the agent deleted it by mistake';
const MEMBERS = { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2', 'TKT-3'] };

let databaseUrl: string;
let here: StepsHere;
let key: PairKey;

beforeAll(async () => {
  databaseUrl = await createStore(inject('adminDatabaseUrl'));
});

beforeEach(async () => {
  const { world, plan } = smallWorld([{ members: { ...MEMBERS, 'REVU-9': [] } }]);
  here = await openStepsHere({ world, databaseUrl });
  const clusterId = plan.clusters[0]?.id ?? '';
  const duplicateId = 'REVU-2';
  key = { mode: 'real', crm: 'devrev', org: world.org, clusterId, primaryId: 'REVU-1', duplicateId };
});

afterEach(() => here.close());

test('A pair whose ticket an agent deleted while it was held is shown ticket by ticket, and ends as apart on a word', async () => {
  await held();
  here.sandbox.act({ kind: 'deleteTicket', id: 'TKT-3' });
  const { state, seen } = await look('settled-apart');
  expect(state).toBeNull();
  expect(seen).toMatchObject({ primaryThere: true, duplicateThere: true, pointsTo: null });
  const [tickets] = seen.things ?? [];
  expect(tickets).toMatchObject({ things: 'tickets', moved: [] });
  expect([tickets?.withPrimary, tickets?.withDuplicate, tickets?.withNeither].map((ids) => ids?.length)).toEqual([
    1, 1, 1,
  ]);
  expect(await settled('settled-apart', seen.digest)).toMatchObject({ state: 'settled-apart' });
  expect(await standing()).toEqual({ state: 'settled-apart', locks: 0, consumed: null });
});

test('A pair whose ticket an agent gave to somebody else ends as merged on a word, which stands in consumed row and redirect', async () => {
  await held();
  here.sandbox.act({ kind: 'setReporters', id: 'TKT-3', reporters: ['REVU-9'] });
  here.sandbox.act({ kind: 'setReporters', id: 'TKT-2', reporters: ['REVU-1'] });
  here.sandbox.act({ kind: 'deleteContact', id: 'REVU-2' });
  const { seen } = await look('settled-merged');
  const token = randomUUID();
  const first = await settled('settled-merged', seen.digest, token);
  expect(await standing()).toEqual({ state: 'settled-merged', locks: 0, consumed: true });
  const [redirect] = await here.deps.db.execute(
    sql`select old_id, new_id, by_person from redirects where org = ${key.org}`,
  );
  expect(redirect).toEqual({ old_id: 'REVU-2', new_id: 'REVU-1', by_person: true });
  expect(await settled('settled-merged', seen.digest, token)).toEqual(first);
});

test('A person agrees to what was shown: when the CRM shows something else by then, nothing is settled', async () => {
  await held();
  here.sandbox.act({ kind: 'deleteTicket', id: 'TKT-3' });
  const { seen } = await look('settled-apart');
  here.sandbox.act({ kind: 'setReporters', id: 'TKT-2', reporters: ['REVU-9'] });
  const outcome = await settled('settled-apart', seen.digest).catch((error: unknown) => error);
  expect(outcome).toMatchObject({ details: [{ code: 'pair-seen-otherwise' }] });
  expect(await standing()).toEqual({ state: 'partial', locks: 2, consumed: null });
});

test('What a look proves is not settled by a word: neither a merge that is done, nor contacts that are as they were', async () => {
  await held();
  await expect(look('settled-apart')).rejects.toMatchObject({ details: [{ code: 'pair-provable' }] });
  here.sandbox.act({ kind: 'mergeElsewhere', duplicate: 'REVU-2', into: 'REVU-1' });
  await expect(look('settled-merged')).rejects.toMatchObject({ details: [{ code: 'pair-provable' }] });
});

test('Apart are only contacts that are both there, and of which the one that is kept has nothing of the other’s own', async () => {
  await held();
  here.sandbox.act({ kind: 'setReporters', id: 'TKT-2', reporters: ['REVU-1'] });
  await expect(look('settled-apart')).rejects.toMatchObject({ details: [{ code: 'pair-things-moved' }] });
  here.sandbox.act({ kind: 'deleteContact', id: 'REVU-2' });
  await expect(look('settled-apart')).rejects.toMatchObject({ details: [{ code: 'pair-not-both-there' }] });
});

test('A pair that was never sent is not settled', async () => {
  await held({ sends: 0 });
  await expect(look('settled-merged')).rejects.toMatchObject({ details: [{ code: 'pair-never-sent' }] });
});

test('A pair of before whose backups are gone can end on a word alone', async () => {
  await held({ evidence: false });
  const { seen } = await look('settled-apart');
  expect(seen.things).toBeNull();
  expect(await settled('settled-apart', seen.digest)).toMatchObject({ state: 'settled-apart' });
});

test('No plan sends again what was settled: apart holds its duplicate wherever it is, merged is known by other clusters', async () => {
  await held();
  here.sandbox.act({ kind: 'deleteTicket', id: 'TKT-3' });
  await settled('settled-apart', (await look('settled-apart')).seen.digest);
  expect(await opened(['REVU-1', 'REVU-2', 'REVU-9'])).toMatchObject([
    { state: 'settled-apart' },
    { state: 'approved' },
  ]);
  expect(await opened(['REVU-9', 'REVU-2'])).toMatchObject([{ state: 'held', why: { code: 'kept-apart' } }]);
  expect(await opened(['REVU-2', 'REVU-1'])).toMatchObject([{ state: 'held', why: { code: 'kept-apart' } }]);
  await here.deps.db.execute(sql`update pairs set state = 'settled-merged' where org = ${key.org} and sends > 0`);
  await here.deps.db.execute(sql`insert into consumed (crm, org, duplicate_id, primary_id, run_id, by_person)
    values ('devrev', ${key.org}, 'REVU-2', 'REVU-1', 'r', true)`);
  expect(await opened(['REVU-1', 'REVU-2', 'REVU-9', 'REVU-8'])).toMatchObject([
    { duplicateId: 'REVU-2', state: 'settled-merged' },
    { state: 'approved' },
    { state: 'approved' },
  ]);
});

/** A pair that was sent and put down half done, with its locks and what it is judged by. */
async function held({ sends = 1, evidence = true } = {}): Promise<void> {
  const { db } = here.deps;
  const both = evidence ? JSON.stringify({ primary: await read('REVU-1'), duplicate: await read('REVU-2') }) : null;
  await db.execute(sql`
    insert into pairs (mode, crm, org, cluster_id, primary_id, duplicate_id, state, run_id, sends, token, evidence)
    values ('real', 'devrev', ${key.org}, ${key.clusterId}, 'REVU-1', 'REVU-2', 'partial', 'gone', ${sends}, ${randomUUID()}::uuid,
      ${both}::jsonb)`);
  await takeLocks(db, key);
}

async function read(contact: string): Promise<Reading> {
  const { crm } = await here.deps.crmFor(key);
  const state = await readContactState(crm, contact);
  if (state.contact.kind === 'gone') throw new Error(`${contact} is gone`);
  return toReading(crm, state.contact.contact, state);
}

function look(as: Settlement) {
  return here.step('settlePair', { key, as, token: randomUUID() });
}

async function settled(as: Settlement, digest: string, token: string = randomUUID()) {
  const id = await keepWord(here.deps.db, { key, as, by: 'ada', because: BECAUSE, digest });
  return here.step('settlePair', { key, as, token, word: { id, digest } });
}

async function standing(): Promise<object> {
  const [row] = await here.deps.db.execute(sql`
    select state, (select count(*)::int from locks l where l.org = p.org) as locks,
      (select by_person from consumed c where c.org = p.org) as consumed from pairs p where org = ${key.org}`);
  return row ?? {};
}

/** Where a new run of a plan for these contacts, the first one kept, finds its pairs. */
async function opened(contacts: string[]): Promise<unknown[]> {
  const { db } = here.deps;
  const { plan } = smallWorld([{ members: Object.fromEntries(contacts.map((id) => [id, []])) }]);
  const options = { canary: 5, window: 1, limit: null, approve: 'auto' as const, csvDigest: null };
  const { id: runId } = await createRun(db, { plan, org: key.org, dryRun: false, options });
  await db.execute(sql`update run_clusters set state = 'approved' where run_id = ${runId}`);
  const request = { runId, clusterId: plan.clusters[0]?.id ?? '', token: randomUUID() };
  const taken = await takeOnCluster(db, request, reasonWords);
  await db.execute(sql`update runs set state = 'done' where id = ${runId}`);
  return taken?.pairs ?? [];
}

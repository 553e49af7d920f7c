import { sql } from 'drizzle-orm';
import type { ConsentMapping } from '../../../contacts/rules/consent.ts';
import type { PairAddresses } from '../../../crm/crm.ts';
import type { Db, Tx } from '../../database.ts';
import { NotInStore } from '../../not-in-store.ts';
import type { Reason } from '../../reasons.ts';
import { forbiddenBy, getRun } from '../../runs/runs.ts';
import type { Attempt, ConsentRecord, PairKey, PairState } from '../../types.ts';
import { transition } from '../ledger.ts';
import { type Reading, saveReading } from '../readings.ts';

interface Step {
  key: PairKey;
  attempt: Attempt;
  record: ConsentRecord;
  detail: string;
}

/** The custom fields that carry consent in a run; none when it does not check consent. */
export async function consentMapping(db: Tx, runId: string): Promise<ConsentMapping[]> {
  const run = await getRun(db, runId);
  if (run === null) throw new NotInStore(`Run ${runId}`);
  return run.options.consent ?? [];
}

/**
 * Where real merges into the primary stand, by duplicate: of one that is gone, only this still says what its consent was. One that
 * another cluster's pair merged before counts in a dry run too.
 */
export async function clusterConsent(
  db: Tx,
  key: PairKey,
): Promise<Map<string, { state: PairState; consent: ConsentRecord | null }>> {
  const rows = await db.execute<{ duplicate_id: string; state: PairState; consent: ConsentRecord | null }>(sql`
    select duplicate_id, state, consent from pairs
    where (mode = 'real' or (mode = ${key.mode} and proof = 'earlier')) and crm = ${key.crm} and org = ${key.org}
      and cluster_id = ${key.clusterId} and primary_id = ${key.primaryId} order by state = 'done'`);
  return new Map(rows.map(({ duplicate_id, state, consent }) => [duplicate_id, { state, consent }]));
}

/**
 * Journals an opt-out that is about to be written before the merge, unless the run was told to stop: see `commitSent`. Null,
 * or the number of the word that stopped it.
 */
export async function commitTightening(
  db: Db,
  step: Step & { runId: string; onCommit?: () => void },
): Promise<number | null> {
  const { key, attempt, record, detail, runId } = step;
  return db.transaction(async (tx) => {
    const forbidden = await forbiddenBy(tx, runId);
    if (forbidden !== null) return forbidden;
    await transition(tx, { key, attempt, from: ['verified'], to: 'verified', detail, set: [consentIs(record)] });
    step.onCommit?.();
    return null;
  });
}

/** Journals an opt-out that is about to be written again after the POST. A stop does not forbid it: it undoes what the merge did. `standsBecause`: why the pair stands where it does, which stays; nothing where it is absent. */
export async function commitTighteningAgain(
  db: Db,
  step: Step & { state: PairState; standsBecause?: { reason: string | null; why: Reason | null } },
): Promise<void> {
  const { key, attempt, record, detail, state, standsBecause: stands } = step;
  const stays = { reason: stands?.reason ?? null, why: stands?.why ?? undefined };
  await transition(db, { key, attempt, from: [state], to: state, detail, ...stays, set: [consentIs(record)] });
}

/** Ends the consent step, and freezes by what the two are asked for. Our own writes are accepted, so that `fresh` does not take them for drift. */
export async function finishConsent(
  db: Db,
  step: Step & { readings: Reading[]; addresses?: PairAddresses },
): Promise<void> {
  const { key, attempt, record, detail, readings, addresses } = step;
  await db.transaction(async (tx) => {
    const frozen = addresses === undefined ? [] : [sql`addresses = ${JSON.stringify(addresses)}::jsonb`];
    const set = [consentIs(record), ...frozen];
    await transition(tx, { key, attempt, from: ['verified'], to: 'consent-tightened', detail, set });
    for (const reading of readings) await saveReading(tx, key, reading);
  });
}

function consentIs(record: ConsentRecord) {
  return sql`consent = ${JSON.stringify(record)}::jsonb`;
}

import type { PlainConsent } from '../../contacts/base/merging/plain-consent.ts';
import { planUndo } from '../../contacts/undo/plan-undo.ts';
import { shownValues } from '../../contacts/undo/shown-values.ts';
import { undoDigest } from '../../contacts/undo/undo-digest.ts';
import type { UndoPlan } from '../../contacts/undo/undo-plan.ts';
import type { UndoSeen } from '../../contacts/undo/undo-seen.ts';
import { type UndoValues, undoValues } from '../../contacts/undo/undo-values.ts';
import type { CallOptions, Crm, CrmContact, Restoring } from '../../crm/crm.ts';
import { pairName } from '../../store/ledger/pair-name.ts';
import type { Reason } from '../../store/reasons.ts';
import { claimUndoPair, type UndoPairRow } from '../../store/undo/ledger.ts';
import { lockedReason, lockHolder } from '../../store/undo/lock-holder.ts';
import { earlierUndos, type MergedPair, mergedPair, mergesSince, primaryNow } from '../../store/undo/merged-pair.ts';
import { becomeLooked, type CameBack, endUndoPair, keepUndoPlan } from '../../store/undo/steps.ts';
import type { UndoPairKey, UndoPairState } from '../../store/undo/types.ts';
import type { CrmAccess } from '../crm-access.ts';
import type { Deps } from '../deps.ts';
import { evidenceOf } from '../merge/evidence.ts';
import { attemptOf } from '../pair-ref.ts';
import { retryRead } from '../retry-reads.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { damagedBackup } from './damaged-backup.ts';
import { findBack } from './find-back.ts';
import { addressTaken, isKnownToAnother } from './found-by-address.ts';
import { newestBody } from './kept-fields.ts';
import { newerMessages } from './newer-messages.ts';
import { ownOnTheWay } from './own-on-the-way.ts';
import { remake } from './remake.ts';
import { type Seeing, seeUndo } from './see-undo.ts';
import { type UndoRef, undoKey } from './undo-ref.ts';

export type UndoLooked =
  /** `state`: where the pair stands now. */
  | { kind: 'looked'; state: UndoPairState }
  /** That pair has a contact of this one locked, and somebody is at work on it. */
  | { kind: 'locked'; pair: string }
  | { kind: 'put-down'; why: Reason };

/**
 * Reads all that a pair's undo rests on and plans it. A preview keeps the plan; a real one locks every contact that it touches, and is put down
 * where it would write something else than what was shown.
 */
export function lookUndo(deps: Deps) {
  return (request: { pair: UndoRef; preview: boolean }): Promise<UndoLooked> =>
    withHeartbeat(async (_beat, signal) => {
      const { pair, preview } = request;
      const { crm, org } = pair;
      const key = undoKey(pair);
      const attempt = attemptOf(pair);
      deps.failpoint('undo.look.before');
      const row = await claimUndoPair(deps.db, key, attempt);
      if (row.state === 'put-down' && row.why !== null) return { kind: 'put-down', why: row.why };
      if (row.state !== 'planned') return { kind: 'looked', state: row.state };
      const putDown = async (why: Reason): Promise<UndoLooked> => {
        await endUndoPair(deps.db, { key, attempt, crm, org, to: 'put-down', why });
        return { kind: 'put-down', why };
      };
      const found = await look(deps, { key, row, pair, preview, options: { signal } });
      if ('why' in found) return putDown(found.why);
      const { plan, seen, back, creates, union } = found;
      const planDigest = undoDigest(plan);
      if (preview) {
        await keepUndoPlan(deps.db, { key, attempt, plan, planDigest, shown: shownValues(seen, plan) });
        return { kind: 'looked', state: 'planned' };
      }
      const contacts = [key.primaryId, key.duplicateId, seen.ids.holder];
      if (planDigest !== row.planDigest) {
        // A newer pair of the contact that was to go before, and is held: that is why.
        const inTheWay = await lockHolder(deps.db, { crm, org, key, contacts });
        return putDown(inTheWay?.needsPerson ? lockedReason(inTheWay) : { code: 'undo-changed', values: {} });
      }
      const values = undoValues(seen, plan);
      const { consent, ids } = seen;
      const known = { values, expected: expectedOf(seen, values), consent, holder: ids.holder };
      const frozen = { ...known, ...(union === undefined ? {} : { union }) };
      const locking = { key, attempt, crm, org, contacts, plan, planDigest, frozen, back, creates };
      const holder = await becomeLooked(deps.db, locking);
      deps.failpoint('undo.look.after');
      if (holder === null) return { kind: 'looked', state: 'looked' };
      if (!holder.needsPerson) return { kind: 'locked', pair: holder.pair };
      return putDown(lockedReason(holder));
    });
}

interface Looking {
  key: UndoPairKey;
  row: UndoPairRow;
  pair: UndoRef;
  preview: boolean;
  options: CallOptions;
}

interface Found {
  plan: UndoPlan;
  seen: UndoSeen;
  back: CameBack | null;
  creates: number;
  union?: PlainConsent;
}

async function look(deps: Deps, looking: Looking): Promise<Found | { why: Reason }> {
  const { key, row, pair, preview, options } = looking;
  const access = await deps.crmFor(pair);
  const { crm } = access;
  const { restoring } = crm;
  if (restoring === undefined) return { why: { code: 'undo-impossible', values: { crm: pair.crm } } };
  const merged = await mergedPair(deps.db, key);
  if (merged?.state !== 'done')
    return { why: { code: 'undo-not-done', values: { state: merged?.state ?? 'unknown' } } };
  const damaged = await damagedBackup(deps.backups, { key, merged });
  if (damaged !== null) return { why: damaged };
  const ledgerKey = { mode: 'real', crm: pair.crm, org: pair.org, ...keyOf(key) } as const;
  const evidence = await evidenceOf({ ...deps, crm }, { key: ledgerKey, row: merged });
  if (evidence === null) return { why: { code: 'backup-missing', values: { contact: key.duplicateId } } };
  const holding = await whoHolds(deps, { looking, crm, merged });
  if ('why' in holding) return holding;
  const old = await retryRead(() => crm.readContact(key.duplicateId, options));
  const alive = old.kind === 'alive' ? old.contact : null;
  const body = await newestBody(deps.backups, key.duplicateId, merged.backups);
  if (body === null) return { why: { code: 'backup-missing', values: { contact: key.duplicateId } } };
  const remade = await remake(deps, { crm, org: pair.org, key, merged, body, held: holding.held, alive });
  if ('why' in remade) return remade;
  const { union, ...by } = remade;
  const seeing = { deps, crm, restoring, key, merged, evidence, alive, ...holding, ...by, options };
  const all = await seeUndo(seeing);
  if (all === null) return { why: { code: 'backup-missing', values: { contact: key.primaryId } } };
  const back = alive === null ? await madeBefore(deps, { access, restoring, looking, row, ...by }) : backOf(alive);
  if ('why' in back) return back;
  const plan = planUndo(all.seen);
  // Counted once, for the person who is shown it: they change nothing of what is written.
  const newer = preview
    ? await newerMessages(crm, { ...plan, since: merged.sentAt, options })
    : row.plan?.newerMessages;
  const shown = { ...plan, newerMessages: newer ?? {} };
  return { plan: shown, seen: all.seen, ...back, ...(union === undefined ? {} : { union }) };
}

function keyOf({ clusterId, primaryId, duplicateId }: UndoPairKey): Omit<UndoPairKey, 'undoId'> {
  return { clusterId, primaryId, duplicateId };
}

function backOf({ id, displayId }: { id: string; displayId: string }): Pick<Found, 'back' | 'creates'> {
  return { back: { id: displayId, fullId: id }, creates: 0 };
}

/** Who has what came from the duplicate now: the primary, or, with `--through`, whom it was merged into since. */
async function whoHolds(
  deps: Deps,
  { looking, crm, merged }: { looking: Looking; crm: Crm; merged: MergedPair },
): Promise<Pick<Seeing, 'primary' | 'primaryNow' | 'holder' | 'held' | 'own'> | { why: Reason }> {
  const { key, pair, options } = looking;
  const now = await primaryNow(deps.db, key);
  const since = await mergesSince(deps.db, key, now);
  const last = since.at(-1);
  if (last !== undefined) {
    if (merged.through) {
      const holder = last.primaryId;
      const held = await aliveContact(crm, holder, options);
      if (held === null) return { why: { code: 'undo-primary-gone', values: { contact: holder } } };
      return { primary: null, primaryNow: now, holder, held, own: await ownOnTheWay(deps, { crm, pair, since }) };
    }
    const pairs = [...since].reverse().map((on) => ({ run: on.runId, pair: pairName(on) }));
    return { why: { code: 'undo-merged-on', values: { contact: now, into: last.primaryId, pairs } } };
  }
  const primary = await aliveContact(crm, now, options);
  if (primary === null) return { why: { code: 'undo-primary-gone', values: { contact: now } } };
  return { primary, primaryNow: now, holder: now, held: primary, own: {} };
}

async function aliveContact(crm: Crm, id: string, options: CallOptions): Promise<CrmContact | null> {
  const read = await retryRead(() => crm.readContact(id, options));
  return read.kind === 'alive' ? read.contact : null;
}

/** The contact that an earlier undo of the same merge has made, or may yet have made. */
async function madeBefore(
  deps: Deps,
  request: { access: CrmAccess; restoring: Restoring; looking: Looking; row: UndoPairRow; by?: string },
): Promise<Pick<Found, 'back' | 'creates'> | { why: Reason }> {
  const { access, restoring, looking, row, by } = request;
  const earlier = await earlierUndos(deps.db, looking.key);
  const { options } = looking;
  if (by !== undefined) return madeByAddress(deps, { restoring, looking, earlier, by });
  const known = earlier.back;
  if (known !== null) {
    const read = await retryRead(() => access.crm.readContact(known.id, options));
    if (read.kind === 'alive') return { back: known, creates: earlier.creates };
  }
  const found = await findBack(restoring, { marker: row.marker, options });
  if (found.length > 1) return { why: { code: 'undo-found-twice', values: { contacts: found.map(({ id }) => id) } } };
  return { back: found[0] ?? null, creates: earlier.creates };
}

/** The same of one that is known by its e-mail: whoever else has that is not touched, and nobody is made beside him. */
async function madeByAddress(
  deps: Deps,
  {
    restoring,
    looking,
    earlier,
    by,
  }: Pick<Parameters<typeof madeBefore>[1], 'restoring' | 'looking'> & {
    earlier: Awaited<ReturnType<typeof earlierUndos>>;
    by: string;
  },
): Promise<Pick<Found, 'back' | 'creates'> | { why: Reason }> {
  const { creates } = earlier;
  const { crm, org } = looking.pair;
  const [found] = await findBack(restoring, { marker: by, options: looking.options });
  if (found !== undefined) {
    const isMade = found.fullId === earlier.back?.fullId || (creates > 0 && found.found?.isBare === true);
    return isMade ? { back: found, creates } : { why: addressTaken(found.id) };
  }
  const known = { crm, org, uid: looking.key.duplicateId, address: by };
  if (creates === 0 && (await isKnownToAnother(deps, known))) return { why: addressTaken(null) };
  return { back: null, creates };
}

/** What the primary's fields that are written were when it was looked at. */
function expectedOf(seen: UndoSeen, { free, primary }: UndoValues): Record<string, unknown> {
  const fields = [...Object.keys(free), ...Object.keys(primary)];
  return Object.fromEntries(fields.map((field) => [field, seen.primary.now?.[field] ?? null]));
}

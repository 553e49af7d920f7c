import { CrmError } from '../../crm/errors.ts';
import type { Reason } from '../../store/reasons.ts';
import { finishUndo } from '../../store/undo/finish.ts';
import { mergedPair } from '../../store/undo/merged-pair.ts';
import { advanceUndo, type CameBack, endUndoPair } from '../../store/undo/steps.ts';
import type { UndoPairState, UndoResult } from '../../store/undo/types.ts';
import type { Deps } from '../deps.ts';
import { retryRead } from '../retry-reads.ts';
import { withHeartbeat } from '../with-heartbeat.ts';
import { handBack } from './hand-back.ts';
import { leftByPlan } from './left-by-plan.ts';
import { optOutBack } from './opt-out-back.ts';
import { allowsMore } from './remake.ts';
import type { UndoRef } from './undo-ref.ts';
import { beginWork, frozenOf, type Stopped, type UndoWork } from './undo-work.ts';
import { type FieldsWritten, writeFields } from './write-fields.ts';

export type UndoWritten =
  | { kind: 'advanced'; state: UndoPairState }
  | { kind: 'stopped'; seq: number }
  /** The CRM refused the token (401 or 403). */
  | { kind: 'unauthorized' }
  | { kind: 'put-down'; why: Reason };

type Stepped = { state: UndoPairState } | Stopped | { why: Reason };

/** The next writing step of a pair's undo, from where it stands; the create is another step. What stands already is not written again. */
export function writeUndo(deps: Deps) {
  return ({ pair }: { pair: UndoRef }): Promise<UndoWritten> =>
    withHeartbeat(async (_beat, signal) => {
      const work = await beginWork(deps, pair, signal);
      const { key, attempt, row } = work;
      if (row.state === 'put-down' && row.why !== null) return { kind: 'put-down', why: row.why };
      // A newer version may know states that this one does not.
      const step = STEPS[row.state] ?? null;
      if (step === null) return { kind: 'advanced', state: row.state };
      try {
        const stepped = await step(work);
        if ('stopped' in stepped) return { kind: 'stopped', seq: stepped.stopped };
        if ('state' in stepped) return { kind: 'advanced', state: stepped.state };
        const { crm, org } = pair;
        await endUndoPair(deps.db, { key, attempt, crm, org, to: 'put-down', why: stepped.why });
        return { kind: 'put-down', why: stepped.why };
      } catch (error) {
        if (error instanceof CrmError && (error.kind === 'unauthorized' || error.kind === 'forbidden'))
          return { kind: 'unauthorized' };
        throw error;
      }
    });
}

/** Null where other steps lead on, or none does. */
const STEPS: Record<UndoPairState, ((work: UndoWork) => Promise<Stepped>) | null> = {
  planned: null,
  looked: free,
  freed: null,
  creating: null,
  created: optOut,
  'opted-out': fill,
  filled: handBackAll,
  'handed-back': restore,
  restored: finish,
  done: null,
  'put-down': null,
  held: null,
  'not-started': null,
};

/** What must be the new contact's alone is taken off the primary: noted before it is, so that whoever is left with half of it knows. */
async function free(work: UndoWork): Promise<Stepped> {
  const { deps, key, attempt, row } = work;
  const { values, expected, holder } = frozenOf(work);
  const taken = new Set(row.result?.takenOff?.fields);
  const noting = (fields: readonly string[]): UndoResult => {
    for (const field of fields) taken.add(field);
    return { ...resultOf(work), takenOff: { contact: holder, fields: [...taken].sort() } };
  };
  const wrote = await writeFields(work, { name: 'free', contact: holder, fields: values.free, expected, noting });
  if (wrote === null) return primaryGone(work);
  if ('stopped' in wrote) return wrote;
  const to = row.newFullId !== null ? 'created' : row.creates > 0 ? 'creating' : 'freed';
  const off = [...taken].filter((field) => wrote.written.includes(field)).sort();
  const { takenOff: _, ...result } = resultWith(work, wrote);
  const known = off.length === 0 ? result : { ...result, takenOff: { contact: holder, fields: off } };
  await advanceUndo(deps.db, { key, attempt, from: 'looked', to, result: known });
  return { state: to };
}

async function optOut(work: UndoWork): Promise<Stepped> {
  const { deps, key, attempt } = work;
  const back = backOf(work);
  const done = await optOutBack(work, back.id);
  if (done === null) return contactGone(back);
  if ('stopped' in done) return done;
  const more = await backAllowsMore(work, back);
  if (more !== null) return { why: more };
  await advanceUndo(deps.db, { key, attempt, from: 'created', to: 'opted-out' });
  return { state: 'opted-out' };
}

/** Where consent stands in channels nothing can be written of it here: that it is as strict as all of them is looked at. */
async function backAllowsMore({ deps, crm, key, pair, row, signal }: UndoWork, back: CameBack): Promise<Reason | null> {
  const union = row.frozen?.union;
  const { carrying } = crm;
  if (union === undefined || carrying === undefined) return null;
  const merged = await mergedPair(deps.db, key);
  const read = await retryRead(() => crm.readContact(back.id, { signal }));
  if (merged === null || read.kind === 'gone') return contactGone(back).why;
  const { runId } = merged;
  return allowsMore(deps, { carrying, shown: read.contact, union, crm, org: pair.org, key, runId });
}

/** Addresses, and the rest of its fields: nothing of what somebody has opted out of meanwhile. */
async function fill(work: UndoWork): Promise<Stepped> {
  const { deps, key, attempt } = work;
  const { values, consent } = frozenOf(work);
  const back = backOf(work);
  const done = await optOutBack(work, back.id);
  if (done === null) return contactGone(back);
  if ('stopped' in done) return done;
  const { strict } = done;
  const fields = Object.fromEntries(
    Object.entries(values.fill).filter(([name]) => !Object.keys(strict).some((one) => consent.prefix + one === name)),
  );
  const wrote = await writeFields(work, { name: 'fill', contact: back.id, fields, expected: null });
  if (wrote === null) return contactGone(back);
  if ('stopped' in wrote) return wrote;
  const written = [...Object.keys(values.create), ...Object.keys(strict).map((one) => consent.prefix + one)];
  const result = resultWith(work, { ...wrote, written: [...written, ...wrote.written] });
  await advanceUndo(deps.db, { key, attempt, from: 'opted-out', to: 'filled', result });
  return { state: 'filled' };
}

async function handBackAll(work: UndoWork): Promise<Stepped> {
  const { deps, key, attempt, row } = work;
  const things = row.plan?.things ?? [];
  const holder = row.frozen?.holder ?? key.primaryId;
  const result = await handBack(work, { back: backOf(work), holder, things, result: resultOf(work) });
  if ('stopped' in result) return result;
  await advanceUndo(deps.db, { key, attempt, from: 'filled', to: 'handed-back', result });
  return { state: 'handed-back' };
}

async function restore(work: UndoWork): Promise<Stepped> {
  const { deps, key, attempt } = work;
  const { values, expected, holder } = frozenOf(work);
  const wrote = await writeFields(work, { name: 'restore', contact: holder, fields: values.primary, expected });
  if (wrote === null) return primaryGone(work);
  if ('stopped' in wrote) return wrote;
  const result = resultWith(work, wrote);
  await advanceUndo(deps.db, { key, attempt, from: 'handed-back', to: 'restored', result });
  return { state: 'restored' };
}

/** The marker gives way to the former reference, and with that the merge is taken back. */
async function finish(work: UndoWork): Promise<Stepped> {
  const { deps, key, attempt, pair, row } = work;
  const back = backOf(work);
  const wrote = await giveReference(work, back.id);
  if (wrote === null) return contactGone(back);
  if ('stopped' in wrote) return wrote;
  const result = resultWith(work, wrote);
  if (row.plan !== null)
    result.notBack.push(...leftByPlan(row.plan, { primary: frozenOf(work).holder, back: back.id }));
  deps.failpoint('undo.done.before');
  const { crm, org } = pair;
  await finishUndo(deps.db, { key, attempt, crm, org, back, result });
  deps.failpoint('undo.done.after');
  return { state: 'done' };
}

/** Where somebody else has the former reference by now, the contact has none: a marker of ours is nobody's name for it. */
async function giveReference(work: UndoWork, contact: string): Promise<FieldsWritten | Stopped | null> {
  const { reference } = frozenOf(work).values;
  const field = work.restoring.fields.find(({ kind }) => kind === 'reference')?.name;
  const fields = field === undefined || reference === null ? {} : { [field]: reference };
  const wrote = await writeFields(work, { name: 'reference', contact, fields, expected: null });
  if (field === undefined || wrote === null || 'stopped' in wrote || wrote.left.length === 0) return wrote;
  const none = await writeFields(work, { name: 'reference', contact, fields: { [field]: '' }, expected: null });
  return none === null || 'stopped' in none ? none : { ...wrote, written: [] };
}

function backOf({ row, key }: UndoWork): CameBack {
  if (row.newId === null || row.newFullId === null)
    throw new Error(`Nobody knows under which id ${key.duplicateId} is back`);
  return { id: row.newId, fullId: row.newFullId };
}

function resultOf({ row }: UndoWork): UndoResult {
  return row.result ?? { fields: [], things: {}, putBack: {}, notBack: [] };
}

function resultWith(work: UndoWork, { written, left }: FieldsWritten): UndoResult {
  const result = resultOf(work);
  return {
    ...result,
    fields: [...new Set([...result.fields, ...written])].sort(),
    notBack: [...result.notBack, ...left],
  };
}

function primaryGone(work: UndoWork): { why: Reason } {
  return { why: { code: 'undo-primary-gone', values: { contact: frozenOf(work).holder } } };
}

function contactGone({ id }: CameBack): { why: Reason } {
  return { why: { code: 'undo-contact-gone', values: { contact: id } } };
}

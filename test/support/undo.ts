import { sql } from 'drizzle-orm';
import type { UndoPlan } from '../../contacts/undo/undo-plan.ts';
import { queueOf } from '../../control/queue-of.ts';
import type { CanonicalState } from '../../sandbox/devrev/objects/canonical-state.ts';
import { createUndo, type NewUndo } from '../../store/undo/create-undo.ts';
import { readUndo } from '../../store/undo/pairs.ts';
import type { UndoRunResult } from '../../workflows/undo/undo-context.ts';
import { PATIENT_TIMING } from './patient.ts';
import type { Scene } from './scene.ts';

export interface UndoStarted {
  id: string;
  workflowId: string;
  firstExecutionRunId: string;
  result(): Promise<UndoRunResult>;
}

/** What it takes of a scene, whichever CRM it has. */
type Stage = Pick<Scene, 'client' | 'database' | 'env'>;

type Order = Partial<Omit<NewUndo, 'runId' | 'shown'>> & { runId: string };

/** Looks at how merges of a run are taken back, and says under which digest. */
export async function previewUndo(scene: Stage, order: Order): Promise<{ undoId: string; digest: string }> {
  const preview = await startUndo(scene, { ...order, shown: null });
  await preview.result();
  const { digest } = await readUndo(scene.database.db, preview.id);
  if (digest === null) throw new Error('The preview came to nothing');
  return { undoId: preview.id, digest };
}

/** Starts what was shown, or a preview. */
export async function startUndo(
  scene: Stage,
  { shown, ...order }: Order & { shown: NewUndo['shown'] },
): Promise<UndoStarted> {
  const { db } = scene.database;
  const defaults = { clusterId: null, duplicateId: null, keep: null, through: false, by: 'ada' };
  const timing = { ...PATIENT_TIMING, ...order.timing };
  const created = await createUndo(db, { ...defaults, ...order, timing, shown });
  if (created.kind !== 'created') throw new Error(`The undo was not made: ${created.kind}`);
  const { id, workflowId } = created;
  const handle = await scene.client.workflow.start('undoRun', {
    workflowId,
    taskQueue: await queueOf(db, scene.env.TEMPORAL_TASK_QUEUE ?? ''),
    args: [{ undo: id }],
    workflowTaskTimeout: timing.workflowTaskMs,
  });
  const { firstExecutionRunId } = handle;
  return { id, workflowId, firstExecutionRunId, result: () => handle.result() as Promise<UndoRunResult> };
}

/** Shows it and starts it. */
export async function undo(scene: Stage, order: Order): Promise<UndoStarted> {
  return startUndo(scene, { ...order, shown: await previewUndo(scene, order) });
}

export interface UndonePair extends Record<string, unknown> {
  duplicate: string;
  state: string;
  why: { code: string; values: Record<string, unknown> } | null;
  newId: string | null;
  creates: number;
  plan: Pick<UndoPlan, 'newer' | 'newerMessages' | 'calls' | 'afterImage'> | null;
  result: { putBack: Record<string, string[]>; notBack: { code: string; values: Record<string, unknown> }[] } | null;
}

/** Where the pairs of an undo stand, in their order. */
export async function undonePairs(scene: Pick<Scene, 'database'>, undoId: string): Promise<UndonePair[]> {
  return scene.database.db.execute<UndonePair>(sql`
    select duplicate_id as duplicate, state, why, new_id as "newId", creates, plan, result
    from undo_pairs where undo_id = ${undoId} order by ordinal`);
}

/** The state with the new ids called by those that came back under them, and without what nobody can set back. */
export function asBefore(state: CanonicalState, newIds: Record<string, string>): unknown {
  const former = new Map(Object.entries(newIds).map(([old, now]) => [now, old]));
  const name = (id: string): string => former.get(id) ?? id;
  const contacts = Object.entries(state.contacts).map(([id, contact]) => {
    const { fullName: _, isVerified: _verified, state: _state, ...fields } = contact;
    return [name(id), fields] as const;
  });
  const named = <T extends { members: string[] } | { reportedBy: string[] }>(things: Record<string, T>) =>
    Object.fromEntries(
      Object.entries(things).map(([id, thing]) => {
        const people = 'members' in thing ? thing.members : thing.reportedBy;
        return [id, people.map(name).sort()];
      }),
    );
  return {
    contacts: Object.fromEntries(contacts.sort(([a], [b]) => (a < b ? -1 : 1))),
    tickets: named(state.tickets),
    conversations: named(state.conversations),
  };
}

/** Old id to new id of all that came back. */
export async function newIds(scene: Scene): Promise<Record<string, string>> {
  const rows = await scene.database.db.execute<{ old: string; now: string }>(sql`
    select old_id as old, new_id as now from redirects where undo_id is not null`);
  return Object.fromEntries(rows.map(({ old, now }) => [old, now]));
}

/** Contacts that the sandbox really made, in order. */
export function createdContacts(scene: Scene): number {
  return scene.sandbox.effects().filter(({ kind }) => kind === 'create').length;
}

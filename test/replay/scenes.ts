import { deepStrictEqual } from 'node:assert/strict';
import { type Resolving, type StartResolve, startResolve } from '../../control/start-resolve.ts';
import type { StopRequest } from '../../control/stop/pause-run.ts';
import { makeCode } from '../../store/orders/codes.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { ResolveResult, RunCounts } from '../../workflows/types.ts';
import type { Scene } from '../support/scene.ts';
import { TEST_TIMING } from '../support/timing.ts';
import type { Shape } from './shapes.ts';
import { historyOf, RECORDING_TIMING, type RecordingServers } from './stage.ts';

export const BY = 'a reviewer';

export type Recorded = Partial<Record<Shape, string>>;

export interface Recording {
  shapes: Shape[];
  record(servers: RecordingServers): Promise<Recorded>;
}

export async function onStage<T>(scene: Scene, play: (scene: Scene) => Promise<T>): Promise<T> {
  try {
    return await play(scene);
  } finally {
    await scene.close();
  }
}

export async function endsWith(scene: Scene, run: Run, expected: Partial<RunCounts>): Promise<void> {
  const { counts } = await scene.result(run);
  deepStrictEqual(counts, { ...counts, ...expected });
}

export async function signalWithCode(scene: Scene, run: Run, signal: string, message: object): Promise<void> {
  const { code } = await makeCode(scene.database.db, { runId: run.id });
  await scene.client.workflow.getHandle(run.workflowId).signal(signal, { ...message, code });
}

export function talkTo(scene: Scene, run: Run): StopRequest {
  return { db: scene.database.db, client: async () => scene.client, run };
}

type Word = Pick<StartResolve, 'as' | 'pair' | 'word'>;

export async function resolved(scene: Scene, word: Word): Promise<string> {
  const resolving = await resolve(scene, word);
  await resolving.result();
  return historyOf(scene, resolving.workflowId);
}

export async function said(scene: Scene, word: Word): Promise<ResolveResult> {
  return (await resolve(scene, word)).result();
}

function resolve(scene: Scene, word: Word): Promise<Resolving> {
  return startResolve({
    client: scene.client,
    db: scene.database.db,
    by: BY,
    crms: {},
    timing: { ...TEST_TIMING, ...RECORDING_TIMING },
    taskQueue: scene.env.TEMPORAL_TASK_QUEUE ?? '',
    ...word,
  });
}

export const FIRST = { members: { 'REVU-1': ['TKT-1', 'TKT-2'], 'REVU-2': ['TKT-2', 'TKT-3'] } };
export const SECOND = { members: { 'REVU-3': ['TKT-4'], 'REVU-4': ['TKT-5'] } };
export const TRIO = { members: { 'REVU-5': ['TKT-6'], 'REVU-6': ['TKT-7'], 'REVU-7': [] } };

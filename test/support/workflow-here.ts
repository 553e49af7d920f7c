/**
 * What `@temporalio/workflow` is to the workflows where they run without a server (see vitest.config.ts): their steps and their
 * waiting are handed to whoever plays the server. A workflow that would wait for a signal is given up.
 */
import { randomUUID } from 'node:crypto';
import { ActivityFailure, ApplicationFailure, CancelledFailure, TimeoutFailure } from '@temporalio/common';

export { ActivityFailure, ApplicationFailure, CancelledFailure, TimeoutFailure };

export interface Player {
  /** `once`: nothing may retry it. */
  step(name: string, request: unknown, once: boolean): Promise<unknown>;
  sleep(ms: number): Promise<void>;
  /** The workflow that has started the one that is played. */
  parent?: { workflowId: string; runId: string };
}

let player: Player | null = null;

export function playWith(next: Player): void {
  player = next;
}

function playing(): Player {
  if (player === null) throw new Error('Nobody plays the server');
  return player;
}

export function proxyActivities(options: { retry?: { maximumAttempts?: number } }): object {
  const once = options.retry?.maximumAttempts === 1;
  return new Proxy({}, { get: (_, name) => (request: unknown) => playing().step(String(name), request, once) });
}

export function sleep(ms: number): Promise<void> {
  return playing().sleep(ms);
}

/** Nobody signals here: a run that was paused stays so. */
export class WaitsForSignal extends Error {}

export async function condition(holds: () => boolean): Promise<void> {
  if (!holds()) throw new WaitsForSignal();
}

export const CancellationScope = {
  nonCancellable: <T>(work: () => Promise<T>): Promise<T> => work(),
  current: () => ({ consideredCancelled: false }),
};
export const uuid4 = randomUUID;
export const patched = (): boolean => true;
export const setHandler = (): void => {};
export const setCurrentDetails = (): void => {};
export const upsertMemo = (): void => {};
export const defineSignal = (name: string): string => name;
export const defineQuery = (name: string): string => name;
export const workflowInfo = (): object => ({
  parent: playing().parent,
  firstExecutionRunId: 'an execution',
  continueAsNewSuggested: false,
  historyLength: 0,
});
export const isCancellation = (error: unknown): boolean => error instanceof CancelledFailure;
export const getExternalWorkflowHandle = (): object => ({ signal: async () => {} });

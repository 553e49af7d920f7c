import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { onTestFinished } from 'vitest';
import { getRun, type Run } from '../../store/runs/runs.ts';
import type { Scene } from './scene.ts';

/** When merges were forbidden, by the store's clock, in milliseconds since 1970. */
export async function stopTime(scene: Scene, run: Run): Promise<number> {
  const stored = await getRun(scene.database.db, run.id);
  if (!stored?.stopAt) throw new Error(`Run ${run.id} is not stopped`);
  return stored.stopAt.getTime();
}

/** When each merge to this CRM is written by this process, in milliseconds since 1970: when one arrives says the machine too. */
export function noteMergeTimes({ sandbox }: Scene): number[] {
  const times: number[] = [];
  const note = (message: unknown): void => {
    const { request } = message as { request: { origin: string | URL; path: string } };
    if (request.path === '/rev-users.merge' && new URL(request.origin).origin === sandbox.url) times.push(Date.now());
  };
  subscribe('undici:client:sendHeaders', note);
  onTestFinished(() => void unsubscribe('undici:client:sendHeaders', note));
  return times;
}

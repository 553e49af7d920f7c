import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Plan } from '../../contacts/plan.ts';
import { planDigest } from '../../contacts/planning/plan-text.ts';
import { standstill } from './one-pair.ts';
import { pairStates } from './outcome.ts';
import { openScene } from './scene.ts';
import { smallWorld } from './small-world.ts';

const SMALL_HEAP = '--max-old-space-size=192';
const WORKER = new URL('../../scripts/worker.ts', import.meta.url);

/** What the worker's own first line sets, which is not read where Node is started by name. */
function asStarted(): Record<string, string> {
  const arenas = /^#!.* MALLOC_ARENA_MAX=(\d+) /.exec(readFileSync(WORKER, 'utf8'))?.[1];
  return { NODE_OPTIONS: SMALL_HEAP, ...(arenas === undefined ? {} : { MALLOC_ARENA_MAX: arenas }) };
}

/**
 * The most memory that one worker with a small heap takes, in MiB, while it merges a contact with `few` tickets, and then one with `many`.
 * Before both it merges one with few: a worker that has just started has yet to read its own program. Of Linux.
 */
export async function peaks(tickets: { few: number; many: number; body: string }): Promise<[number, number]> {
  const { few, many, body } = tickets;
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ticketsFrom(10, few) } },
    { members: { 'REVU-3': ['TKT-2'], 'REVU-4': ticketsFrom(50_000, few) } },
    { members: { 'REVU-5': ['TKT-3'], 'REVU-6': ticketsFrom(100_000, many) } },
  ]);
  for (const ticket of world.tickets) ticket.body = body;
  const scene = await openScene({ world, plan });
  try {
    const { pid } = await scene.worker({ ...asStarted(), DEVREV_TIMEOUT: '20s' });
    const peakOf = async (primary: string): Promise<number> => {
      forgetPeak(pid);
      await standstill(scene, await scene.start({ plan: planOfOne(plan, primary) }), 900_000);
      return peak(pid);
    };
    await peakOf('REVU-1');
    const found: [number, number] = [await peakOf('REVU-3'), await peakOf('REVU-5')];
    expect(await pairStates(scene)).toEqual({ 'REVU-2': 'done', 'REVU-4': 'done', 'REVU-6': 'done' });
    return found;
  } finally {
    await scene.close();
  }
}

function planOfOne(plan: Plan, primary: string): Plan {
  const one = { ...plan, clusters: plan.clusters.filter((cluster) => cluster.primary === primary) };
  return { ...one, digest: planDigest(one) };
}

function ticketsFrom(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `TKT-${first + at}`);
}

function peak(pid: number): number {
  const line = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}

function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

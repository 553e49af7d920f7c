import { parseId } from '../objects/ids.ts';
import type { Fault, FaultDo } from './fault.ts';

/** What of a request a fault can match. */
export interface Target {
  requestId: string;
  path: string;
  write: boolean;
  subjects: readonly string[];
  primary: string | null;
  duplicate: string | null;
  /** Whether there is an earlier picture to answer from. */
  canBeStale: boolean;
}

export function matchesTarget({ fault, what, target }: { fault: Fault; what: FaultDo; target: Target }): boolean {
  const paths = typeof fault.on === 'string' ? [fault.on] : fault.on;
  if (!paths.includes('*') && !paths.includes(target.path)) return false;
  if (what.kind === 'stale' && (target.write || !target.canBeStale)) return false;
  return matchesPair({ pair: fault.pair, target });
}

function matchesPair({ pair, target }: { pair: Fault['pair']; target: Target }): boolean {
  if (pair === undefined) return true;
  const primary = displayIdOf(pair.primary);
  const duplicate = displayIdOf(pair.duplicate);
  if (target.primary !== null) {
    return (primary ?? target.primary) === target.primary && (duplicate ?? target.duplicate) === target.duplicate;
  }
  return [primary, duplicate].some((id) => id !== undefined && target.subjects.includes(id));
}

function displayIdOf(id: string | undefined): string | undefined {
  return id === undefined ? undefined : (parseId(id)?.displayId ?? id);
}

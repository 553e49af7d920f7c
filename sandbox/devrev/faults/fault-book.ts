import { type DisturbanceDo, type Fault, type FaultDo, type HookDo, isHook } from './fault.ts';
import { matchesTarget, type Target } from './fault-target.ts';

/** A fault that bit. `applied` turns true when the write it sits on (or the hook's act) took effect. */
export interface Bite {
  seq: number;
  at: number;
  fault: string;
  kind: FaultDo['kind'];
  requestId: string;
  path: string;
  primary: string | null;
  duplicate: string | null;
  applied: boolean;
  /** Why a hook could not act. */
  error?: string;
}

export interface FaultStatus extends Omit<Fault, 'do'> {
  id: string;
  kind: FaultDo['kind'];
  /** Matching requests so far. */
  seen: number;
  bitten: number;
}

export interface BittenHook {
  do: HookDo;
  bite: Bite;
}

export interface Disturbance {
  do: DisturbanceDo;
  bite: Bite;
}

export interface FaultBook {
  add(fault: Fault): string;
  clear(): void;
  /** Counts the request in every fault it matches. All due hooks bite, and the first due disturbance. */
  match(target: Target): { hooks: BittenHook[]; disturbance: Disturbance | null };
  list(): FaultStatus[];
  bites(): Bite[];
}

interface Rule {
  id: string;
  fault: Fault;
  do: FaultDo;
  seen: number;
  bitten: number;
}

export function createFaultBook(): FaultBook {
  let rules: Rule[] = [];
  let added = 0;
  const bites: Bite[] = [];

  function record(rule: Rule, target: Target): Bite {
    rule.bitten += 1;
    const { requestId, path, primary, duplicate } = target;
    const seq = bites.length + 1;
    const bite: Bite = {
      seq,
      at: Date.now(),
      fault: rule.id,
      kind: rule.do.kind,
      requestId,
      path,
      primary,
      duplicate,
      applied: false,
    };
    bites.push(bite);
    return bite;
  }

  return {
    add(fault) {
      added += 1;
      const what = typeof fault.do === 'string' ? { kind: fault.do } : fault.do;
      rules.push({ id: `fault-${added}`, fault, do: what, seen: 0, bitten: 0 });
      return `fault-${added}`;
    },
    clear() {
      rules = [];
    },
    match(target) {
      const hooks: BittenHook[] = [];
      let disturbance: Disturbance | null = null;
      for (const rule of rules) {
        if (!matchesTarget({ fault: rule.fault, what: rule.do, target })) continue;
        rule.seen += 1;
        if (!isDue(rule)) continue;
        if (isHook(rule.do)) hooks.push({ do: rule.do, bite: record(rule, target) });
        else disturbance ??= { do: rule.do, bite: record(rule, target) };
      }
      return { hooks, disturbance };
    },
    list: () =>
      rules.map(({ id, fault: { do: _do, ...fault }, do: what, seen, bitten }) => ({
        id,
        kind: what.kind,
        ...fault,
        seen,
        bitten,
      })),
    bites: () => bites.slice(),
  };
}

function isDue({ fault, seen, bitten }: Rule): boolean {
  if (fault.every !== undefined) return seen % fault.every === 0 && bitten < (fault.times ?? Number.POSITIVE_INFINITY);
  return seen >= (fault.nth ?? 1) && bitten < (fault.times ?? 1);
}

import type { PlanMember } from '../plan.ts';
import type { Rules } from '../rules/rules.ts';
import type { Strategy } from './strategy.ts';

/** What one rule did. A rule that would keep all or none is skipped: `left` is then `from`. */
export interface Step<T extends PlanMember> {
  rule: string;
  outcome: 'decided' | 'narrowed' | 'would keep all' | 'would keep none';
  from: readonly T[];
  left: readonly T[];
}

export interface Choice<T extends PlanMember> {
  primary: T;
  /** The rule that left one winner. */
  strategy: string;
  /** Every rule that was asked, in order. The last one decided. */
  steps: Step<T>[];
}

export interface ChooseRequest<T extends PlanMember> {
  members: readonly T[];
  strategies: readonly Strategy[];
  rules: Rules;
}

/** Narrows the members rule by rule until one is left. */
export function choosePrimary<T extends PlanMember>({ members, strategies, rules }: ChooseRequest<T>): Choice<T> {
  const steps: Step<T>[] = [];
  let from = members;
  for (const { name, keep } of strategies) {
    const kept = keep(from, rules);
    const outcome = outcomeOf(kept.length, from.length);
    const left = outcome === 'decided' || outcome === 'narrowed' ? kept : from;
    steps.push({ rule: name, outcome, from, left });
    const [primary] = left;
    if (primary !== undefined && left.length === 1) return { primary, strategy: name, steps };
    from = left;
  }
  throw new Error(`No rule left one of ${members.length} contacts: the last strategy must`);
}

function outcomeOf(kept: number, from: number): Step<PlanMember>['outcome'] {
  if (kept === 0) return 'would keep none';
  if (kept === from) return 'would keep all';
  return kept === 1 ? 'decided' : 'narrowed';
}

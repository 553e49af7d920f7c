import { AsyncLocalStorage } from 'node:async_hooks';
import type { RateBudget } from '../store/rate/budget.ts';

/**
 * What a step waits for that is not its own: calls of the rate budget, or the time that the CRM asked everybody to wait; a CRM or a
 * database that is away; a step that has to run alone, or its end.
 */
export interface Waiting {
  for: 'budget' | 'crm' | 'postgres' | 'turn';
  /** In ISO form. */
  since: string;
}

interface State {
  waiting: Waiting | null;
  /** Calls of this step that wait now. */
  count: number;
}

const steps = new AsyncLocalStorage<State>();

/** Runs a step so that it is known what it waits for: `waiting` answers it at any time. */
export function withWaiting<T>(body: (waiting: () => Waiting | null) => Promise<T>): Promise<T> {
  const state: State = { waiting: null, count: 0 };
  return steps.run(state, () => body(() => state.waiting));
}

/** A wait as a state of its own: the step goes on beating, and its beats say so. */
export async function whileWaiting<T>(what: Waiting['for'], wait: () => Promise<T>): Promise<T> {
  const state = steps.getStore();
  if (state === undefined) return await wait();
  state.count += 1;
  state.waiting ??= { for: what, since: new Date().toISOString() };
  try {
    return await wait();
  } finally {
    state.count -= 1;
    if (state.count === 0) state.waiting = null;
  }
}

/** The same budget, whose waits the steps tell. */
export function toldWaits(budget: RateBudget): RateBudget {
  return {
    ...budget,
    acquire: (options) => whileWaiting('budget', () => budget.acquire(options)),
    reserve: (calls, options) => whileWaiting('budget', () => budget.reserve(calls, options)),
  };
}

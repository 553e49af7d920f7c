import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../contacts/steps.ts';

/** Does long work on this thread, and lets everything else that waits run at each of its pauses. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

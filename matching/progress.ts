import { STEP, type Turn } from './turns.ts';

export type Stage = 'normalise' | 'prepare' | 'block' | 'compare' | 'learn' | 'weigh' | 'cluster' | 'band';

/** How far a stage is: pairs or rules that are done, of so many; 0 of 0 where it is one step. */
export interface Progress extends Turn {
  stage: Stage;
}

export function stage(of: Stage): Progress {
  return { ...STEP, stage: of };
}

/** The turns of one stage. */
export function* during<T>(of: Stage, turns: Generator<Turn, T>): Generator<Progress, T> {
  for (;;) {
    const turn = turns.next();
    if (turn.done) return turn.value;
    yield { ...turn.value, stage: of };
  }
}

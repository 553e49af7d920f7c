import type { BlockPlan } from './blocking/plan-blocks.ts';
import type { Comparer } from './levels/compare.ts';
import { birthdaysShared } from './model/household.ts';
import { learn, type TrainingRun } from './model/learn.ts';
import { lifted } from './model/lifts.ts';
import { type Shares, strangers } from './model/strangers.ts';
import type { Trained } from './model/trained.ts';
import { countLevels } from './passes.ts';
import { during, type Progress, stage } from './progress.ts';
import type { Prepared } from './records/prepared.ts';

/** What agreements are worth: of this file, or of the one that a model was learned from. */
export interface Learning {
  seldom: Shares;
  learned: { shares: Shares; runs: TrainingRun[] };
  lifts: boolean[];
  birthdays: number | null;
}

export function* learnFrom(
  comparer: Comparer,
  counts: Prepared['counts'],
  plan: BlockPlan,
): Generator<Progress, Learning> {
  const { table } = comparer;
  const { fields } = table;
  const vectors = yield* during('compare', countLevels(comparer, plan));
  yield stage('learn');
  const seldom = yield* during('learn', strangers(comparer, counts));
  const rules = plan.taken.map(({ rule }) => ({ name: rule.name, fields: rule.fields }));
  const birthdays = birthdaysShared(fields, vectors);
  const learned = yield* during('learn', learn({ fields, vectors, rules, strangers: seldom, birthdays }));
  return { seldom, learned, lifts: yield* during('learn', lifted(table)), birthdays };
}

export function known({ fields, birthdays }: Trained): Learning {
  return {
    seldom: fields.map(({ strangers: shares }) => shares),
    learned: { shares: fields.map(({ matches }) => matches), runs: [] },
    lifts: fields.map(({ isPlaced }) => isPlaced),
    birthdays,
  };
}

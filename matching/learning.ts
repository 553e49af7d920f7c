import type { BlockPlan } from './blocking/plan-blocks.ts';
import { type Compared, countLevels } from './comparing/count-levels.ts';
import type { Helpers } from './comparing/helpers.ts';
import type { Comparer } from './levels/compare.ts';
import { birthdaysShared, type Homes, homesForEach } from './model/household.ts';
import { learn, type TrainingRun } from './model/learn.ts';
import { lifted } from './model/lifts.ts';
import { pairsAmong } from './model/prior.ts';
import { type Shares, strangers } from './model/strangers.ts';
import type { Trained } from './model/trained.ts';
import { during, type Progress, stage } from './progress.ts';
import type { Prepared } from './records/prepared.ts';
import type { Table } from './records/table.ts';

/** What agreements are worth: of this file, or of the one that a model was learned from. */
export interface Learning {
  seldom: Shares;
  learned: { shares: Shares; runs: TrainingRun[] };
  lifts: boolean[];
  homes: Homes;
  /** Null where a model says it all. */
  compared: Compared | null;
}

export function* learnFrom(
  comparer: Comparer,
  { counts, plan, helpers }: { counts: Prepared['counts']; plan: BlockPlan; helpers: Helpers },
): Generator<Progress, Learning> {
  const { table } = comparer;
  const { fields } = table;
  const compared = yield* during('compare', countLevels(comparer, plan, helpers));
  const { vectors } = compared;
  yield stage('learn');
  const seldom = yield* during('learn', strangers(comparer, counts));
  const rules = plan.taken.map(({ rule }) => ({ name: rule.name, fields: rule.fields }));
  const birthdays = birthdaysShared(fields, vectors);
  const learned = yield* during('learn', learn({ fields, vectors, rules, strangers: seldom, birthdays }));
  const each = homesForEach(fields, { vectors, rules, birthdays });
  const homes = { birthdays, chance: each === null ? null : Math.min(0.5, each * personsSeen(learned.runs, table)) };
  return { seldom, learned, lifts: yield* during('learn', lifted(table)), homes, compared };
}

/** Of all pairs, what share is surely one person's: as many as the rule that finds most of them shows. */
function personsSeen(runs: readonly TrainingRun[], table: Table): number {
  const most = Math.max(
    1,
    ...runs.filter(({ isTaken }) => isTaken).map(({ matching, pairs }) => (matching ?? 0) * pairs),
  );
  return most / pairsAmong(table);
}

export function learnedBefore({ fields, homes }: Trained): Learning {
  return {
    seldom: fields.map(({ strangers: shares }) => shares),
    learned: { shares: fields.map(({ matches }) => matches), runs: [] },
    lifts: fields.map(({ isPlaced }) => isPlaced),
    homes,
    compared: null,
  };
}

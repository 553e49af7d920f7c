import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { homeFolder } from '../../config/env.ts';
import { NotReachable } from '../../config/not-reachable.ts';
import { readTextFile } from '../../contacts/csv/read-text-file.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { Refused } from '../../control/refused.ts';
import { toldError } from '../cli/todo-words.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { ExplainArgs } from './explain-args.ts';
import { csvOptions } from './load-plan.ts';
import type { Planned } from './planned.ts';

const PLACES = ['plans/plan.json', 'plan.json'];

/** The plan that the command line names; else the newest run's, else the one of this folder, else of this program's. */
export async function explainPlan({ input }: ExplainArgs): Promise<Planned> {
  if ('plan' in input) return planFile(input.plan);
  if ('csv' in input)
    return { plan: (await planFromCsv(await csvOptions(input.csv))).plan, file: basename(input.csv.path) };
  // Loaded only here: a plan file needs no server.
  const { storedPlan } = await import('./stored-plan.ts');
  if (input.run !== null) return storedPlan(input.run);
  try {
    return await storedPlan(null);
  } catch (error) {
    if (!(error instanceof NotReachable || error instanceof Refused)) throw error;
    const here = [...PLACES, ...PLACES.map((path) => relative('', join(homeFolder(), path)))].find(existsSync);
    if (here !== undefined) return planFile(here);
    throw new UsageError(`Which plan? Name one with --plan FILE or --csv FILE. ${toldError(error)}`);
  }
}

async function planFile(path: string): Promise<Planned> {
  return { plan: parsePlan(await readTextFile(path), basename(path)), file: path };
}

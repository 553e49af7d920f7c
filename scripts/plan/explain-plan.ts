import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { homeFolder } from '../../config/env.ts';
import { NotReachable } from '../../config/not-reachable.ts';
import { BASE_PROFILE } from '../../contacts/base/plan-base.ts';
import { parsePlacesOfPlan, scanOfPlanPath } from '../../contacts/base/scan-of-plan.ts';
import { NOTHING_KNOWN } from '../../contacts/base/shown/known-of-base.ts';
import { readTextFile } from '../../contacts/csv/read-text-file.ts';
import type { Plan } from '../../contacts/plan.ts';
import { findCluster } from '../../contacts/planning/find-cluster.ts';
import { parsePlan } from '../../contacts/planning/parse-plan.ts';
import { planFromCsv } from '../../contacts/planning/plan-from-csv.ts';
import { Refused } from '../../control/refused.ts';
import { toldError } from '../cli/todo-words.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { ExplainArgs } from './explain-args.ts';
import { besidePlan, csvOptions } from './load-plan.ts';
import { namesOf } from './names-of.ts';
import type { Planned } from './planned.ts';

const PLACES = ['plans/plan.json', 'plan.json'];

/** The cluster, in the plan that the command line names; else in the newest run's, else in the one of this folder, else of this program's. */
export async function explainPlan({ cluster: name, input }: ExplainArgs): Promise<Planned> {
  if ('plan' in input) return planFile(input.plan, name);
  if ('csv' in input) {
    const { plan } = await planFromCsv(await csvOptions(input.csv));
    return inPlan({ plan, file: basename(input.csv.path), name });
  }
  // Loaded only here: a plan file needs no server.
  const { storedCluster } = await import('./stored-plan.ts');
  if (input.run !== null) return storedCluster(name, input.run);
  try {
    return await storedCluster(name, null);
  } catch (error) {
    if (!(error instanceof NotReachable || error instanceof Refused)) throw error;
    const here = [...PLACES, ...PLACES.map((path) => relative('', join(homeFolder(), path)))].find(existsSync);
    if (here !== undefined) return planFile(here, name);
    throw new UsageError(`Which plan? Name one with --plan FILE or --csv FILE. ${toldError(error)}`);
  }
}

/** Names of places are beside the plan; what happened last with a contact only the store knows. */
async function planFile(path: string, name: string): Promise<Planned> {
  const plan = parsePlan(await readTextFile(path), basename(path));
  const planned = inPlan({ plan, file: path, name });
  if (plan.profile !== BASE_PROFILE) return planned;
  const places = parsePlacesOfPlan(await besidePlan(scanOfPlanPath(path)), plan.digest);
  return { ...planned, known: { ...NOTHING_KNOWN, places } };
}

function inPlan({ plan, file, name }: { plan: Plan; file: string; name: string }): Planned {
  const { digest, profile } = plan;
  return { cluster: findCluster({ plan, profile: namesOf(profile, file), name, file }), digest, profile, file };
}

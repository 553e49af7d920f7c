import type { Plan } from '../../contacts/plan.ts';
import type { Rules } from '../../contacts/rules/rules.ts';

/** Reads a plan file. The reader is loaded only here: a health check, every minute, has no plan. Throws InputError. */
export async function readPlan(path: string): Promise<Plan> {
  const [{ parsePlan }, { readTextFile }] = await Promise.all([
    import('../../contacts/planning/parse-plan.ts'),
    import('../../contacts/csv/read-text-file.ts'),
  ]);
  return parsePlan(await readTextFile(path), path);
}

/** Reads a rules file, in the same way. Throws InputError. */
export async function readRulesFile(path: string): Promise<Rules> {
  return (await import('../../contacts/rules/rules.ts')).readRules(path);
}

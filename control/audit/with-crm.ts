import { budgetScope, requireToken } from '../../config/crm-settings.ts';
import type { Config } from '../../config/env.ts';
import { connectCrm } from '../../crm/connect.ts';
import type { Crm } from '../../crm/crm.ts';
import { CrmError } from '../../crm/errors.ts';
import { directoryOf } from '../../store/base/known-contacts.ts';
import type { Db } from '../../store/database.ts';
import { oneAtATime } from '../../store/one-at-a-time.ts';
import { createRateBudget } from '../../store/rate/postgres-budget.ts';
import type { Run } from '../../store/runs/runs.ts';
import { crmErrorInWords, findOrganization } from '../find-organization.ts';
import { Refused } from '../refused.ts';

/**
 * The CRM of a run, to be read with the budget that the workers have. Throws Refused where the settings have no token for it, or one of
 * another organization, and Unreachable where it does not answer.
 */
export async function withCrm<T>(
  { db, config, run }: { db: Db; config: Pick<Config, 'crms'>; run: Run },
  work: (crm: Crm) => Promise<T>,
): Promise<T> {
  const settings = Object.hasOwn(config.crms, run.crm) ? config.crms[run.crm] : undefined;
  if (settings === undefined)
    throw new Refused(`The settings have nothing for ${run.crm}, whose contacts run ${run.id} is about`);
  const org = await findOrganization({ crm: run.crm, settings, db });
  if (org !== run.org) throw new Refused(`Run ${run.id} is of organization ${run.org}, and the token is of ${org}`);
  const token = requireToken(settings).reveal();
  const budget = createRateBudget({ db, token, limit: settings.rateLimit, scope: budgetScope(run.crm, settings) });
  const exclusively = <R>(what: string, task: () => Promise<R>): Promise<R> =>
    oneAtATime(db, `exclusively ${what}`, task);
  const crm = connectCrm({ crm: run.crm, settings, budget, exclusively, directory: directoryOf(db, run.crm) });
  try {
    return await work(crm);
  } catch (error) {
    throw error instanceof CrmError ? crmErrorInWords(error, { crm: run.crm, settings }) : error;
  } finally {
    await crm.close();
  }
}

import type { Config } from '../../config/env.ts';
import type { Db } from '../../store/database.ts';
import { forgetDecision, type LastingDecision, readDecision } from '../../store/decisions/lasting.ts';
import { settingsOfOthers } from '../find-run.ts';
import { Refused } from '../refused.ts';

/** A decision that a person names. Throws Refused where there is none. */
export async function findDecision(db: Db, id: number): Promise<LastingDecision> {
  const found = await readDecision(db, id);
  if (found === null) throw new Refused(`There is no decision ${id} in the store`);
  return found;
}

/** Takes a decision back. Throws Refused where it does not stand, and for one of another organization than the settings are for. */
export async function forget(request: {
  config: Pick<Config, 'crms'>;
  db: Db;
  id: number;
  by: string;
}): Promise<LastingDecision> {
  const { db, id, by } = request;
  const found = await findDecision(db, id);
  const others = await settingsOfOthers(request, found);
  if (others !== null) {
    throw new Refused(
      `Decision ${id} is of ${found.crm} organization ${found.org}, and the settings are for ${others}`,
    );
  }
  const forgotten = await forgetDecision(db, { id, by });
  if (forgotten === null) throw new Refused(`Decision ${id} is forgotten already, by ${found.forgottenBy}`);
  return forgotten;
}

import type { Db } from '../../store/database.ts';
import { keepApart } from '../../store/decisions/lasting.ts';
import { whereNow } from '../../store/reports/where-now.ts';
import { inSomePlan, type Organization } from '../../store/runs/organizations.ts';
import { Refused } from '../refused.ts';

export interface Apart {
  db: Db;
  of: Organization;
  contacts: [string, string];
  by: string;
  because: string;
}

export interface ApartDecision {
  decision: number;
  /** Those that no plan of the organization has: perhaps they are mistyped. */
  unknown: string[];
}

/** Keeps two contacts apart in every run of their organization, whether one has them or not. Throws Refused where that is said, or comes too late. */
export async function keepTwoApart({ db, of, contacts, by, because }: Apart): Promise<ApartDecision> {
  const [a, b] = contacts;
  const found = await whereNow(db, { ...of, ids: contacts });
  const [now, other] = [found.get(a)?.now, found.get(b)?.now];
  if (now === other) {
    const run = (found.get(a)?.hops[0] ?? found.get(b)?.hops[0])?.run ?? '';
    throw new Refused(`${a} and ${b} are merged already, by run ${run}: ${now} has both. Nothing was kept`);
  }
  const word = { ...of, aparts: [{ members: contacts, runId: null }], by, because, through: 'script' as const };
  const [decision] = await db.transaction((tx) => keepApart(tx, word));
  if (decision === undefined) throw new Refused(`${a} and ${b} are kept apart already`);
  const known = await inSomePlan(db, { ...of, contacts });
  return { decision, unknown: contacts.filter((id) => !known.includes(id)) };
}

import type { Config } from '../../config/env.ts';
import type { KeptApartPair } from '../../contacts/preview/kept-apart.ts';
import type { Db } from '../../store/database.ts';
import { whoKeepsApart } from '../../store/decisions/lasting-pairs.ts';
import { withOrganizations } from '../organizations.ts';

/** Whom the decisions that stand keep apart, of the organizations that the settings are for. A CRM is not there where nobody has asked yet whose token it is. */
export async function keptApartByCrm(from: {
  db: Db;
  config: Pick<Config, 'crms'>;
}): Promise<Record<string, KeptApartPair[]>> {
  const crms = await withOrganizations({ ...from, asks: false });
  const known = Object.entries(crms).flatMap(([crm, { org }]) => (org === null ? [] : [{ crm, org }]));
  const all = known.map(async (one) => [one.crm, await whoKeepsApart(from.db, one)] as const);
  return Object.fromEntries(await Promise.all(all));
}

import { sql } from 'drizzle-orm';
import type { Tx } from '../database.ts';
import type { Scan } from './scans.ts';

export interface CountedContacts {
  contacts: number;
  /** Contacts with a phone that is no key, by the reason's code. */
  faults: Record<string, number>;
}

/** What a complete scan holds, or what of it is in these places: none named means all. */
export async function countContacts(
  db: Tx,
  { scan: { holder }, locations }: { scan: Scan; locations: readonly string[] },
): Promise<CountedContacts> {
  const places = sql`${sql.param(locations)}::text[]`;
  const [row] = await db.execute<CountedContacts & Record<string, unknown>>(sql`
    with here as (
      select faults from base_contacts
      where scan = ${holder} and (cardinality(${places}) = 0 or (body::jsonb -> 'locations') ?| ${places})),
    counted as (
      select fault, count(*)::int as contacts from here, unnest(faults) as fault group by fault)
    select (select count(*)::int from here) as contacts,
      (select coalesce(jsonb_object_agg(fault, contacts order by fault), '{}') from counted) as faults`);
  return { contacts: row?.contacts ?? 0, faults: row?.faults ?? {} };
}

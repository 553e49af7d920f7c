import type { CallOptions } from '../../crm.ts';
import { personId } from '../ids.ts';
import { type PageBefore, pageBefore } from '../list-page.ts';
import { type ChangeEvent, type ChangeEventsPage, changeEventsPage } from '../schemas.ts';
import type { Transport } from '../transport.ts';
import type { PeopleList, PeopleOf } from './people-lists.ts';

/** That a list of people was written: whom it named before and after, and who wrote it ('' where DevRev does not say). */
export interface ListWrite {
  by: string;
  before: string[];
  after: string[];
}

/**
 * How the list was written since then, oldest first, out of the thing's change events, which DevRev has in beta. `told` is false where it shows no
 * change events at all, or refuses them. Read from the end, because a long thing has many. Throws CrmError.
 */
export async function listWrites(options: {
  transport: Transport;
  pageLimit: number;
  of: PeopleOf;
  since: string | undefined;
  call: CallOptions | undefined;
}): Promise<{ told: boolean; writes: ListWrite[] }> {
  const { of, since, ...list } = options;
  const path = 'timeline-entries.list';
  const filter = { object: of.id, collections: ['events'] };
  const earliest = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
  const writes: ListWrite[] = [];
  let told = false;
  let cursor: string | null = null;
  do {
    const before: PageBefore<ChangeEventsPage> | null = await pageBefore({
      ...list,
      path,
      filter,
      cursor,
      schema: changeEventsPage,
      beta: true,
    });
    if (before === null) return { told: false, writes: [] };
    const events: ChangeEvent[] = before.page.timeline_entries;
    told ||= events.length > 0;
    const recent = events.filter(({ created_date }) => !(Date.parse(created_date ?? '') < earliest));
    writes.unshift(...recent.flatMap((event) => writesIn(event, of.list)));
    cursor = recent.length < events.length ? null : before.earlier;
  } while (cursor !== null);
  return { told, writes };
}

function writesIn({ created_by, event }: ChangeEvent, list: PeopleList): ListWrite[] {
  const deltas = (event?.updated?.field_deltas ?? []).filter(({ name }) => name === list);
  return deltas.map(({ old_value, new_value }) => ({
    by: created_by?.id ?? '',
    before: (old_value?.values ?? []).map(personId),
    after: (new_value?.values ?? []).map(personId),
  }));
}

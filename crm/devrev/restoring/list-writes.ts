import type { CallOptions } from '../../crm.ts';
import { CrmError } from '../../errors.ts';
import { statusError } from '../../http/failures.ts';
import { parseAnswer } from '../../http/json.ts';
import { personId } from '../ids.ts';
import { type ChangeEvent, changeEventsPage } from '../schemas.ts';
import type { Transport } from '../transport.ts';
import type { PeopleList, PeopleOf } from './people-lists.ts';

const PATH = 'timeline-entries.list';
const CALL = `POST ${PATH}`;

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
  const { of, since } = options;
  const earliest = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since);
  const writes: ListWrite[] = [];
  let told = false;
  let cursor: string | null = null;
  do {
    const page: Page | null = await pageBefore({ ...options, cursor });
    if (page === null) return { told: false, writes: [] };
    told ||= page.events.length > 0;
    const recent = page.events.filter(({ created_date }) => !(Date.parse(created_date ?? '') < earliest));
    writes.unshift(...recent.flatMap((event) => writesIn(event, of.list)));
    cursor = recent.length < page.events.length ? null : page.cursor;
  } while (cursor !== null);
  return { told, writes };
}

interface Page {
  events: ChangeEvent[];
  cursor: string | null;
}

/** Null where DevRev has none of it for us. */
async function pageBefore(options: {
  transport: Transport;
  pageLimit: number;
  of: PeopleOf;
  cursor: string | null;
  call: CallOptions | undefined;
}): Promise<Page | null> {
  const { transport, pageLimit: limit, of, cursor, call } = options;
  const asked = {
    object: of.id,
    collections: ['events'],
    mode: 'before',
    limit,
    ...(cursor === null ? {} : { cursor }),
  };
  const answer = await transport.post(PATH, asked, { ...call, beta: true });
  if ([400, 403, 404].includes(answer.status)) return null;
  if (answer.status !== 200) throw statusError(CALL, answer);
  const page = parseAnswer({ call: CALL, status: 200, body: answer.body, schema: changeEventsPage });
  const earlier = page.prev_cursor || null;
  if (earlier !== null && earlier === cursor)
    throw new CrmError({ kind: 'bad-answer', message: `${CALL}: pages go round` });
  return { events: page.timeline_entries, cursor: earlier };
}

function writesIn({ created_by, event }: ChangeEvent, list: PeopleList): ListWrite[] {
  const deltas = (event?.updated?.field_deltas ?? []).filter(({ name }) => name === list);
  return deltas.map(({ old_value, new_value }) => ({
    by: created_by?.id ?? '',
    before: (old_value?.values ?? []).map(personId),
    after: (new_value?.values ?? []).map(personId),
  }));
}

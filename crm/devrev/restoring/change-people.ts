import type { CallOptions, ChangedNames, ChangedThing, WriteOptions } from '../../crm.ts';
import { statusError } from '../../http/failures.ts';
import { badAnswer } from '../../http/json.ts';
import { personId } from '../ids.ts';
import { contactsAmong } from '../relations/contacts-among.ts';
import type { UserSummary } from '../schemas.ts';
import type { Transport } from '../transport.ts';
import { droppedPeople } from './dropped-people.ts';
import { listWrites } from './list-writes.ts';
import type { OwnUser } from './own-user.ts';
import { type PeopleOf, readPeople, UPDATES } from './people-lists.ts';

export interface PeopleChange {
  transport: Transport;
  pageLimit: number;
  self: OwnUser;
  of: PeopleOf;
  names: ChangedNames;
  options: WriteOptions | undefined;
}

/**
 * Adds and takes off people: reads, writes the whole list, and looks in the change events for whom the write dropped. DevRev has no conditional
 * write, and nothing in its answer tells what stood before. Three calls, and one more for each further page of events. Null where there is no such thing. Throws CrmError.
 */
export async function changePeople(change: PeopleChange): Promise<ChangedThing | null> {
  const { transport, of, options } = change;
  const { mayWrite: _, ask, ...reading } = options ?? {};
  const people = await readPeople(transport, of, reading);
  if (people === null) return null;
  const call = `POST ${UPDATES[of.list]}`;
  const before = contactsAmong(people, call);
  const wanted = wantedPeople(people, change.names);
  if (wanted !== null) {
    const set = wanted.map(({ id, display_id }) => id || display_id);
    if (!set.every(Boolean)) throw badAnswer({ call, status: 200, problem: 'names somebody without an id' });
    if (ask !== undefined && !(await ask())) return { before, wrote: null, dropped: null };
    const answer = await transport.post(UPDATES[of.list], { id: of.id, [of.list]: { set } }, options);
    if (answer.status !== 200) throw statusError(call, answer);
  }
  const named = (wanted ?? people).map(keyOf);
  const dropped = await findDropped({ ...change, written: wanted === null ? null : named, named, reading });
  const wrote = wanted === null ? null : contactsAmong(wanted, call);
  return { before, wrote, dropped };
}

/** The whole list as it is to be, null where it is that already. */
function wantedPeople(people: UserSummary[], { add, remove }: ChangedNames): UserSummary[] | null {
  const leaving = remove.map(personId);
  const kept = people.filter((one) => !leaving.includes(keyOf(one)));
  const named = kept.map(keyOf);
  const added = [...new Map(add.map((id) => [personId(id), id])).entries()].filter(([key]) => !named.includes(key));
  if (added.length === 0 && kept.length === people.length) return null;
  return [...kept, ...added.map(([, id]) => ({ id }))];
}

async function findDropped(
  search: PeopleChange & { written: string[] | null; named: string[]; reading: CallOptions },
): Promise<string[] | null> {
  const { transport, pageLimit, self, of, names, written, named, reading } = search;
  const { told, writes } = await listWrites({ transport, pageLimit, of, since: names.since, call: reading });
  if (!told) return null;
  const [add, remove] = [names.add.map(personId), names.remove.map(personId)];
  const dropped = droppedPeople({ writes, self: await self(reading), add, remove, written });
  return dropped === null ? null : dropped.filter((one) => !named.includes(one));
}

function keyOf({ id, display_id }: UserSummary): string {
  return personId(id || display_id || '');
}

import type { ChangedNames, ChangedThing, WriteOptions } from '../../crm.ts';
import { statusError } from '../../http/failures.ts';
import { contactDisplayId } from '../ids.ts';
import { readObject } from '../read-object.ts';
import { contactsAmong } from '../relations/contacts-among.ts';
import { conversationAnswer, type UserSummary, workAnswer } from '../schemas.ts';
import type { Transport } from '../transport.ts';

/** Lists of people that DevRev lets be written as a whole: who reports a ticket, who is in a conversation. */
const LISTS = {
  reported_by: { get: 'works.get', update: 'works.update', what: 'ticket' },
  members: { get: 'conversations.get', update: 'conversations.update', what: 'conversation' },
} as const;

export type PeopleList = keyof typeof LISTS;

/** Adds and takes off contacts: read, write the whole list. Null where there is no such thing. Throws CrmError. */
export async function changePeople(
  transport: Transport,
  request: { list: PeopleList; id: string; names: ChangedNames },
  options?: WriteOptions,
): Promise<ChangedThing | null> {
  const { list, id, names } = request;
  const { update } = LISTS[list];
  const { mayWrite: _, ...reading } = options ?? {};
  const people = await readPeople(transport, { list, id }, reading);
  if (people === null) return null;
  const call = `POST ${update}`;
  const before = contactsAmong(people, call);
  const wanted = wantedPeople(people, names);
  if (wanted === null) return { before, wrote: null, dropped: null };
  const answer = await transport.post(update, { id, [list]: { set: wanted.map(({ id: one }) => one) } }, options);
  if (answer.status !== 200) throw statusError(call, answer);
  return { before, wrote: contactsAmong(wanted, call), dropped: null };
}

async function readPeople(
  transport: Transport,
  { list, id }: { list: PeopleList; id: string },
  options: WriteOptions,
): Promise<UserSummary[] | null> {
  const { get: path, what } = LISTS[list];
  const request = { transport, path, id, what, options } as const;
  if (list === 'members') {
    const inside = ({ conversation }: { conversation: { id: string; members?: UserSummary[] | null | undefined } }) =>
      conversation;
    const conversation = await readObject({ ...request, schema: conversationAnswer, inside });
    return conversation === null ? null : (conversation.members ?? []);
  }
  const inside = ({ work }: { work: { id: string; reported_by?: UserSummary[] | null | undefined } }) => work;
  const work = await readObject({ ...request, schema: workAnswer, inside });
  return work === null ? null : (work.reported_by ?? []);
}

/** The whole list as it is to be, null where it is that already. */
function wantedPeople(people: UserSummary[], { add, remove }: ChangedNames): UserSummary[] | null {
  const leaving = remove.map((one) => contactDisplayId(one));
  const kept = people.filter((one) => !leaving.includes(displayIdOf(one)) || displayIdOf(one) === null);
  const named = kept.map(displayIdOf);
  const added = add.filter((one) => !named.includes(contactDisplayId(one))).map((one) => ({ id: one }));
  return added.length === 0 && kept.length === people.length ? null : [...kept, ...added];
}

function displayIdOf(user: UserSummary): string | null {
  return contactDisplayId(user.id) ?? contactDisplayId(user.display_id);
}

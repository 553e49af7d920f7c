import type { CallOptions } from '../../crm.ts';
import { readObject } from '../read-object.ts';
import { type Conversation, conversationAnswer, type UserSummary, type Work, workAnswer } from '../schemas.ts';
import type { Transport } from '../transport.ts';

/** Lists of people that DevRev lets be written as a whole: who reports a ticket, who is in a conversation. */
export type PeopleList = 'reported_by' | 'members';

export const UPDATES = { reported_by: 'works.update', members: 'conversations.update' } as const;

export interface PeopleOf {
  list: PeopleList;
  /** The ticket or conversation. */
  id: string;
}

/** All whom the list names, null where DevRev's own 404 says that there is no such thing. Throws CrmError. */
export async function readPeople(
  transport: Transport,
  { list, id }: PeopleOf,
  options?: CallOptions,
): Promise<UserSummary[] | null> {
  if (list === 'members') {
    const path = 'conversations.get';
    const inside = (answer: { conversation: Conversation }): Conversation => answer.conversation;
    const request = { transport, path, id, what: 'conversation', schema: conversationAnswer, inside, options } as const;
    const conversation = await readObject(request);
    return conversation === null ? null : (conversation.members ?? []);
  }
  const inside = ({ work }: { work: Work }): Work => work;
  const path = 'works.get';
  const work = await readObject({ transport, path, id, what: 'ticket', schema: workAnswer, inside, options });
  return work === null ? null : (work.reported_by ?? []);
}

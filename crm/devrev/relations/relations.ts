import type { CallOptions, CrmRelation, FollowingRelation } from '../../crm.ts';
import { CONVERSATIONS, CREATED, DEALS_BY_ROLE, OWNED, REPORTED } from '../description.ts';
import { changePeople } from '../restoring/change-people.ts';
import { ownUser } from '../restoring/own-user.ts';
import type { PeopleList } from '../restoring/people-lists.ts';
import type { Transport } from '../transport.ts';
import { listConversations, readConversation } from './conversations.ts';
import { countMessages } from './count-messages.ts';
import { listMessages } from './messages.ts';
import { DEALS, listTickets, type Role, readTicket, TICKETS } from './tickets.ts';

type Asked = { contact: string; cursor: string | null };

/** What names a contact in DevRev, in the order of its description; `beta`: what is in beta too. */
export function devrevRelations(
  transport: Transport,
  { pageLimit, beta, token }: { pageLimit: number; beta: boolean; token: () => string },
): CrmRelation[] {
  const tickets = (role: Role, types = TICKETS) => ({
    list: ({ contact, cursor }: Asked, call?: CallOptions) =>
      listTickets({ transport, pageLimit, request: { contact, role, types, cursor }, call }),
  });
  const timeline = {
    listMessages: ({ thing, cursor }: { thing: string; cursor: string | null }, call?: CallOptions) =>
      listMessages({ transport, pageLimit, request: { object: thing, cursor }, call }),
  };
  const written = {
    countMessages: ({ thing, since }: { thing: string; since: string }, call?: CallOptions) =>
      countMessages({ transport, pageLimit, request: { object: thing, since }, call }),
  };
  const self = ownUser(transport, token);
  const change =
    (list: PeopleList): NonNullable<FollowingRelation['change']> =>
    (id, names, options) =>
      changePeople({ transport, pageLimit, self, of: { list, id }, names, options });
  return [
    {
      ...REPORTED,
      ...timeline,
      ...tickets('reported_by'),
      read: (id, call) => readTicket(transport, id, call),
      ...written,
      change: change('reported_by'),
    },
    { ...CREATED, ...timeline, ...tickets('created_by') },
    { ...OWNED, ...timeline, ...tickets('owned_by') },
    {
      ...CONVERSATIONS,
      ...timeline,
      list: (request, call) => listConversations({ transport, pageLimit, request, call }),
      read: (id, call) => readConversation(transport, id, call),
      ...written,
      change: change('members'),
    },
    ...(beta ? DEALS_BY_ROLE : []).map(
      ({ role, ...deals }) => ({ ...deals, ...timeline, ...tickets(role, DEALS), isOptional: true }) as const,
    ),
  ];
}

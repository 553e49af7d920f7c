import { type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { findTickets, TICKET_FILTERS } from '../objects/find-tickets.ts';

export const worksCount: Route = {
  write: false,
  scopes: readScopes('ticket'),
  fields: TICKET_FILTERS,
  required: [],
  handle: (call) => read({ count: findTickets(call).length, has_more: false }),
};

import { findTickets, TICKET_FILTERS } from '../find-tickets.ts';
import { type Route, read } from '../route.ts';
import { readScopes } from '../tokens.ts';

export const worksCount: Route = {
  write: false,
  scopes: readScopes('ticket'),
  fields: TICKET_FILTERS,
  required: [],
  handle: (call) => read({ count: findTickets(call).length, has_more: false }),
};

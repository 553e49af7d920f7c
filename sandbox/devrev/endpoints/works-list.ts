import { findTickets, TICKET_FILTERS } from '../find-tickets.ts';
import { PAGE_FIELDS, pageOf } from '../page.ts';
import { type Route, read } from '../route.ts';
import { showTicket } from '../show-ticket.ts';
import { readScopes } from '../tokens.ts';

export const worksList: Route = {
  write: false,
  scopes: readScopes('ticket'),
  fields: { ...TICKET_FILTERS, ...PAGE_FIELDS },
  required: [],
  handle(call) {
    const { view, core } = call;
    const items = findTickets(call);
    const show = (ticket: (typeof items)[number]): Record<string, unknown> =>
      showTicket({ view, ticket, settings: core.settings });
    return read(pageOf({ call, items, name: 'works', show }));
  },
};

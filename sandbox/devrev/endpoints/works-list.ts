import { PAGE_FIELDS, pageOf } from '../http/page.ts';
import { type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { findTickets, TICKET_FILTERS } from '../objects/find-tickets.ts';
import { showTicket } from '../objects/show-ticket.ts';

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

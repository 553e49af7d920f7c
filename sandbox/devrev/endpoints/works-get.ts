import { idOf } from '../input.ts';
import { notFound } from '../problems.ts';
import { type Route, read } from '../route.ts';
import { showTicket } from '../show-ticket.ts';
import { readScopes } from '../tokens.ts';

export const worksGet: Route = {
  write: false,
  scopes: readScopes('ticket'),
  fields: { id: 'id' },
  required: ['id'],
  handle({ view, input, core }) {
    const ticket = view.ticket(idOf({ input, name: 'id', kinds: ['ticket', 'issue'], org: view.org }));
    if (ticket === undefined) throw notFound();
    return read({ work: showTicket({ view, ticket, settings: core.settings }) });
  },
};

import { idOf } from '../http/input.ts';
import { notFound } from '../http/problems.ts';
import { type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import { showTicket } from '../objects/show-ticket.ts';

export const worksGet: Route = {
  write: false,
  scopes: readScopes('ticket'),
  fields: { id: 'id' },
  required: ['id'],
  handle({ view, input, core }) {
    const ticket = view.ticket(
      idOf({ input, name: 'id', kinds: ['ticket', 'issue', 'opportunity', 'task'], org: view.org }),
    );
    if (ticket === undefined) throw notFound();
    return read({ work: showTicket({ view, ticket, settings: core.settings }) });
  },
};

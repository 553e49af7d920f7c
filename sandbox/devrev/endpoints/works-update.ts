import { idOf } from '../http/input.ts';
import { notFound } from '../http/problems.ts';
import type { Route } from '../http/route.ts';
import { applyPeople, type WrittenThing } from '../objects/apply-people.ts';
import { showTicket } from '../objects/show-ticket.ts';
import { putTicket } from '../objects/store.ts';
import { writtenPeople } from '../objects/written-people.ts';

/** Of what DevRev documents, only who has reported a ticket or issue. */
export const worksUpdate: Route = {
  write: true,
  scopes: ['ticket:write', 'ticket:all'],
  fields: { id: 'id', type: 'string', reported_by: 'object' },
  required: ['id'],
  handle(call) {
    const { view, input, core } = call;
    const id = idOf({ input, name: 'id', kinds: ['ticket', 'issue'], org: view.org });
    if (view.ticket(id) === undefined) throw notFound();
    const written = writtenPeople({ call, field: 'reported_by' });
    const thing: WrittenThing = {
      kind: 'ticket-changed',
      field: 'reported_by',
      find() {
        const ticket = core.store.tickets.get(id);
        return ticket && { people: ticket.reportedBy, messages: ticket.messages };
      },
      put(reportedBy, modifiedAt) {
        const ticket = core.store.tickets.get(id);
        if (ticket !== undefined) putTicket({ store: core.store, ticket: { ...ticket, reportedBy, modifiedAt } });
      },
    };
    return {
      kind: 'update',
      apply: (cause) => applyPeople({ call, id, thing, written, cause }),
      reply() {
        const ticket = view.ticket(id);
        if (ticket === undefined) throw notFound();
        return { status: 200, body: { work: showTicket({ view, ticket, settings: core.settings }) } };
      },
    };
  },
};

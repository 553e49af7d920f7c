import { idsOf, texts } from '../http/input.ts';
import { badField, refuseBeta } from '../http/problems.ts';
import type { Call } from '../http/route.ts';
import type { FieldType } from './fields.ts';
import type { Relation, TicketRecord } from './records.ts';

export const TICKET_FILTERS: Record<string, FieldType> = {
  type: 'strings',
  reported_by: 'ids',
  created_by: 'ids',
  owned_by: 'ids',
};

const FILTERS: [string, Relation][] = [
  ['reported_by', 'reported'],
  ['created_by', 'created'],
  ['owned_by', 'owned'],
];

/** Tickets that pass all filters of the request, in list order. */
export function findTickets({ view, input, core, beta }: Call): TicketRecord[] {
  const sets = FILTERS.flatMap(([name, relation]) => {
    const contacts = idsOf({ input, name, kinds: ['revu', 'devu'], org: view.org }) ?? [];
    return contacts.length === 0
      ? []
      : [new Set(contacts.flatMap((contact) => [...view.ticketIds({ relation, contact })]))];
  });
  const { betaKinds } = core.settings;
  if (beta && texts({ input, name: 'type' })?.some((type) => !GENERAL.includes(type))) refuseBeta(betaKinds);
  const types = typesOf(input, beta && betaKinds === 'list' ? IN_BETA : GENERAL);
  const [first, ...others] = sets;
  const tickets = first === undefined ? [...view.tickets()] : [...first].flatMap((id) => view.ticket(id) ?? []);
  return tickets
    .filter(({ id, type }) => types.includes(type) && others.every((ids) => ids.has(id)))
    .sort((a, b) => a.ordinal - b.ordinal);
}

const GENERAL: readonly string[] = ['issue', 'ticket'];
const IN_BETA: readonly string[] = [...GENERAL, 'opportunity', 'task'];

/** Those asked for; all that may be, where none is named. */
function typesOf(input: Call['input'], allowed: readonly string[]): readonly string[] {
  const types = texts({ input, name: 'type' });
  const wrong = types?.find((type) => !allowed.includes(type));
  if (wrong !== undefined) throw badField('invalid_enum_value', 'type', { value: wrong, allowed_values: allowed });
  return types === undefined || types.length === 0 ? allowed : types;
}

import type { PlanMember } from '../plan.ts';
import { printable } from '../words/printable.ts';
import { fieldName } from './field-text.ts';

/** One field of all contacts of a cluster. */
export interface MemberRow {
  field: string;
  differs: boolean;
  /** By contact id, as a terminal may show it; '' where it has none. */
  values: Map<string, string>;
}

/** Every field that any of them has. It holds contact data. */
export function memberRows(members: readonly PlanMember[]): MemberRow[] {
  const all = members.map((member) => [member.id, valuesOf(member)] as const);
  const fields = new Set(all.flatMap(([, values]) => Object.keys(values)));
  return [...fields].flatMap((field) => {
    const values = new Map(all.map(([id, own]) => [id, printable(own[field] ?? '')]));
    const distinct = new Set(values.values());
    return distinct.size === 1 && distinct.has('') ? [] : [{ field, differs: distinct.size > 1, values }];
  });
}

function valuesOf({
  id: _,
  keys = {},
  fields = {},
  name = '',
  tickets,
  updatedByBi,
  ...texts
}: PlanMember): Record<string, string> {
  const written = (list: { written: string }[] | undefined): string =>
    (list ?? []).map((key) => key.written).join(', ');
  return {
    name,
    'e-mail': written(keys.emails),
    phone: written(keys.phones),
    ...Object.fromEntries(Object.entries(texts).map(([field, value]) => [fieldName(field), value])),
    tickets: String(tickets),
    'updated by bi': updatedByBi ? 'yes' : '',
    ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [fieldName(field), value])),
  };
}

import { compareText } from '../keys/normalize.ts';
import type { FilledField } from '../plan.ts';
import type { BaseChannel } from './base-contact.ts';
import { isAddressPart } from './field-count.ts';
import type { BaseMember } from './member.ts';

/** What a channel of a duplicate's is that the primary does not take over: it stays in the backup. */
export interface LeftBehind {
  from: string;
  kind: BaseChannel['kind'];
  identifier: string;
}

/**
 * What the primary, the first of `ranked`, lacks and another one has, from the best that has it. An address comes whole from one
 * of them. Tags and locations are united. Of phones and e-mails it takes one each, and only where it has none.
 */
export function fillGaps(ranked: readonly BaseMember[]): FilledField[] {
  const [primary, ...others] = ranked;
  if (primary === undefined) return [];
  const filled: FilledField[] = [];
  if (primary.name === '') filled.push(...firstOf(others, nameOf));
  for (const kind of ['phone', 'email'] as const) {
    if (primary.contact.channels.some((channel) => channel.kind === kind)) continue;
    filled.push(
      ...firstOf(others, (one) =>
        one.contact.channels
          .filter((channel) => channel.kind === kind)
          .slice(0, 1)
          .map(({ identifier }) => ({ field: kind, value: identifier })),
      ),
    );
  }
  filled.push(
    ...filledFields(primary, others),
    ...united(ranked, 'tags', 'tag'),
    ...united(ranked, 'locations', 'location'),
  );
  return filled;
}

/** Channels of the duplicates that no gap takes over, apart from those that the primary has. */
export function leftBehind(ranked: readonly BaseMember[], filled: readonly FilledField[]): LeftBehind[] {
  const [primary, ...others] = ranked;
  const kept = new Set(primary?.identities);
  return others.flatMap(({ contact, identities }) =>
    contact.channels.flatMap(({ kind, identifier }, at) => {
      const taken = filled.some(({ field, value }) => field === kind && value === identifier);
      return taken || kept.has(identities[at] ?? '') ? [] : [{ from: contact.uid, kind, identifier }];
    }),
  );
}

type Value = Pick<FilledField, 'field' | 'value'>;

/** All that the first one of them has who has any. */
function firstOf(others: readonly BaseMember[], read: (member: BaseMember) => Value[]): FilledField[] {
  for (const other of others) {
    const values = read(other);
    if (values.length > 0) return values.map(({ field, value }) => ({ field, from: other.contact.uid, value }));
  }
  return [];
}

function nameOf({ name, contact }: BaseMember): Value[] {
  return name === '' ? [] : [{ field: 'name', value: contact.name }];
}

function filledFields(primary: BaseMember, others: readonly BaseMember[]): FilledField[] {
  const has = new Set(fieldsOf(primary).map(({ field }) => field));
  const filled: FilledField[] = [];
  if (![...has].some(isAddressPart)) {
    filled.push(...firstOf(others, (one) => fieldsOf(one).filter(({ field }) => isAddressPart(field))));
  }
  const names = new Set(others.flatMap(fieldsOf).map(({ field }) => field));
  for (const name of [...names].sort(compareText)) {
    if (has.has(name) || isAddressPart(name)) continue;
    filled.push(...firstOf(others, (one) => fieldsOf(one).filter(({ field }) => field === name)));
  }
  return filled;
}

function fieldsOf({ contact }: BaseMember): Value[] {
  const named = Object.entries(contact.fields).filter(([, value]) => value !== '');
  return named.map(([field, value]) => ({ field, value })).sort((a, b) => compareText(a.field, b.field));
}

/** Uids that the primary has not, each from the best that has it, in order. */
function united(ranked: readonly BaseMember[], list: 'tags' | 'locations', field: string): FilledField[] {
  const seen = new Set(ranked[0]?.contact[list]);
  const filled: FilledField[] = [];
  for (const { contact } of ranked.slice(1)) {
    for (const value of contact[list]) {
      if (seen.has(value)) continue;
      seen.add(value);
      filled.push({ field, from: contact.uid, value });
    }
  }
  return filled.sort((a, b) => compareText(a.value, b.value));
}

import { isEmpty } from './same-value.ts';
import type { Restorable, WritableFields } from './undo-seen.ts';

/** The names that have a value in any of the sets, in the connector's order and then by name; what it cannot write is left out. */
export function fieldNames(can: readonly Restorable[], sets: readonly WritableFields[]): string[] {
  const names = new Set(sets.flatMap((fields) => Object.keys(fields).filter((name) => !isEmpty(fields[name]))));
  return can.flatMap((field) => [...names].filter((name) => restorableOf(can, name) === field).sort());
}

/** What the connector declares of a field; undefined where it cannot write it. The exact name goes before a pattern. */
export function restorableOf(can: readonly Restorable[], name: string): Restorable | undefined {
  const isPattern = (one: Restorable): boolean => one.name.endsWith('.*') && name.startsWith(one.name.slice(0, -1));
  return can.find((one) => one.name === name) ?? can.find(isPattern);
}

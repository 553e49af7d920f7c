import type { ListWrite } from './list-writes.ts';

/**
 * Whom writes of this change took off although nobody wanted it: others had added them between our read and our write. A write is one of this change
 * where we made it, and it added whom the change adds, or took off whom it takes off. Who was put on the list again since is not missing.
 * Null where the write that was made last is not told: then nobody can know. Pure; all ids are display ids.
 */
export function droppedPeople(options: {
  /** Oldest first. */
  writes: readonly ListWrite[];
  /** The full id of whom our token is. */
  self: string;
  add: readonly string[];
  remove: readonly string[];
  /** The whole list that we have just written, if any. */
  written: readonly string[] | null;
}): string[] | null {
  const { writes, self, add, remove, written } = options;
  const isOurs = ({ by, before, after }: ListWrite): boolean =>
    by === self &&
    (add.some((one) => after.includes(one) && !before.includes(one)) ||
      remove.some((one) => before.includes(one) && !after.includes(one)));
  if (written !== null && !writes.some((write) => isOurs(write) && isSame(write.after, written))) return null;
  const missing = new Set<string>();
  for (const write of writes) {
    if (isOurs(write))
      for (const one of write.before) if (!write.after.includes(one) && !remove.includes(one)) missing.add(one);
    for (const one of write.after) missing.delete(one);
  }
  return [...missing];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return new Set([...one, ...other]).size === new Set(one).size && new Set(one).size === new Set(other).size;
}

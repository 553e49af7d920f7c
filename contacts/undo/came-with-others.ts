/** A merge into a contact, or into one that it had taken in; of one relation, as both were when it was sent. */
export interface MergeBelow {
  primary: string;
  duplicate: string;
  /** Whether it was taken back after the contact itself was merged away: then what it brought went back from whoever held it. */
  isTakenBack: boolean;
  had: { primary: readonly string[]; duplicate: readonly string[] };
}

/**
 * What a contact was named by only because it had taken in another one that is back by itself since: that is not given to it again. `had`: all that
 * named it when it was merged away; `merges`: the oldest first.
 */
export function cameWithOthers(
  contact: string,
  { had, merges }: { had: readonly string[]; merges: readonly MergeBelow[] },
): Set<string> {
  if (!merges.some(({ isTakenBack }) => isTakenBack)) return new Set();
  const own = ownOf(contact, { had, merges });
  return new Set(had.filter((id) => !own.has(id)));
}

/** What named it for its own sake, or came with one that it keeps. */
function ownOf(
  contact: string,
  { had, merges }: { had: readonly string[]; merges: readonly MergeBelow[] },
): Set<string> {
  const own = new Set<string>();
  const brought = new Set<string>();
  const note = (ids: readonly string[]): void => {
    for (const id of ids) if (!brought.has(id)) own.add(id);
  };
  for (const merge of merges.filter(({ primary }) => primary === contact)) {
    note(merge.had.primary);
    for (const id of merge.had.duplicate) brought.add(id);
    if (merge.isTakenBack) continue;
    for (const id of ownOf(merge.duplicate, { had: merge.had.duplicate, merges })) own.add(id);
  }
  note(had);
  return own;
}

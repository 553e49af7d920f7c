import type { UndoPlan } from '../../contacts/undo/undo-plan.ts';
import type { CallOptions, Crm } from '../../crm/crm.ts';
import { followingRelations } from '../reading/relations.ts';
import { retryRead } from '../retry-reads.ts';

/**
 * How many messages were written since the merge on what goes back, by relation. What the CRM does not tell of is not counted. `since`: milliseconds
 * since 1970; null where nobody knows, and then nothing is counted.
 */
export async function newerMessages(
  crm: Pick<Crm, 'relations'>,
  { things, since, options }: { things: UndoPlan['things']; since: number | null; options: CallOptions },
): Promise<Record<string, number>> {
  const newer: Record<string, number> = {};
  if (since === null) return newer;
  const from = new Date(since).toISOString();
  for (const relation of followingRelations(crm)) {
    for (const { relation: of, id, why } of things) {
      if (of !== relation.name || why !== undefined) continue;
      const count = await retryRead(
        async () => (await relation.countMessages?.({ thing: id, since: from }, options)) ?? 0,
      );
      if (count > 0) newer[of] = (newer[of] ?? 0) + count;
    }
  }
  return newer;
}

import type { AuditedPair } from '../../store/reports/audit-facts.ts';
import type { Difference } from './audit-types.ts';
import type { LookedAt } from './look-at-contact.ts';

export interface ThingsToJudge {
  pair: AuditedPair;
  /** All pairs of its cluster. */
  pairs: readonly AuditedPair[];
  /** The contact that the primary is now. */
  survivor: { id: string; seen: LookedAt };
  /** By relation and thing, as they were read when the pair became done; null where that was not kept or is gone. */
  after: Record<string, Record<string, string[]>> | null;
  /** Who a contact is now. */
  nowOf: (id: string) => string;
  lookAt: (thing: { relation: string; id: string }) => Promise<string[] | null>;
}

/** Ticket by ticket: whether what either contact had is with the survivor, and names nobody more or less than when the pair was done. */
export async function judgeThings(request: ThingsToJudge): Promise<Difference[]> {
  const { pair, survivor } = request;
  const found: Difference[] = [];
  for (const [relation, seen] of Object.entries(survivor.seen.things)) {
    for (const id of expectedThings(request, relation)) {
      const names = seen[id] ?? (await request.lookAt({ relation, id }));
      if (names === null) found.push({ code: 'thing-gone', values: { relation, id } });
      else if (!names.includes(survivor.id))
        found.push({ code: 'thing-elsewhere', values: { relation, id, names, primary: survivor.id } });
      else found.push(...judgeNames(request, { relation, id, names }));
    }
    for (const [id, names] of Object.entries(seen).filter(([, names]) => names.includes(pair.duplicate)))
      found.push({
        code: 'name-added',
        values: { relation, id, names: names.filter((name) => name === pair.duplicate) },
      });
  }
  return found;
}

/** Of both contacts; what an undo has given back to another contact of the cluster is not the survivor's any more. */
function expectedThings({ pair, pairs }: ThingsToJudge, relation: string): Set<string> {
  const { primary, duplicate } = pair.before ?? { primary: {}, duplicate: {} };
  const back = new Set(
    pairs.filter(({ state }) => state === 'undone').flatMap(({ before }) => before?.duplicate[relation] ?? []),
  );
  const own = duplicate[relation] ?? [];
  return new Set([...(primary[relation] ?? []).filter((id) => !back.has(id)), ...own]);
}

function judgeNames(
  { pair, pairs, after, nowOf }: ThingsToJudge,
  { relation, id, names }: { relation: string; id: string; names: string[] },
): Difference[] {
  const then = after?.[relation]?.[id];
  if (then === undefined) return [];
  const expected = new Set(then.map(nowOf));
  const back = new Set(pairs.flatMap(({ redirect }) => (redirect?.undo == null ? [] : [nowOf(redirect.to)])));
  const added = names.filter((name) => !expected.has(name) && !back.has(name) && name !== pair.duplicate);
  const missing = [...expected].filter((name) => !names.includes(name));
  return [
    ...(added.length === 0 ? [] : [{ code: 'name-added' as const, values: { relation, id, names: added } }]),
    ...(missing.length === 0 ? [] : [{ code: 'name-missing' as const, values: { relation, id, names: missing } }]),
  ];
}

import type { Evidence, KeptOut, PairReliance } from '../../contacts/plan.ts';
import type { Matched, MatchedGroup } from '../../contacts/planning/matched/group-matched.ts';
import type { PairStep } from '../clusters/compare-pair.ts';
import type { Match } from '../match.ts';
import type { MatchedCsv } from './match-csv.ts';

/** Of more members only each one's closest is told: what all their pairs have in common would fill pages. */
const MOST_COMPARED = 10;
/** Among so many a closest is looked for. */
const MOST_CLOSE = 200;

export interface Found extends Pick<MatchedGroup, 'band'> {
  records: number[];
  /** Those that the review line would add. */
  later: readonly number[];
}

/**
 * What a plan may have of a match: groups of the auto band, each with what would be added to it, and the rest of the clusters. `contactId`:
 * an id as the CRM takes it; null where it is none.
 */
export function matchedGroups(found: MatchedCsv, contactId: (text: string) => string | null): Matched {
  const { match, cellsOf } = found;
  const ids = Array.from(found.ids, (id) => contactId(id));
  const records = new Map<string, number>();
  for (const [record, id] of ids.entries()) if (id !== null && !records.has(id)) records.set(id, record);
  const groups = withoutShared(foundGroups(match), ids);
  return {
    groups: groups.map((group) => groupOf({ group, ids, match })),
    cellsOf: (id) => {
      const record = records.get(id);
      return record === undefined || cellsOf === null ? null : cellsOf(record);
    },
  };
}

/** Groups of the auto band, then the rest of the clusters. No record is in two. */
export function foundGroups({ clusters, auto, review }: Pick<Match, 'clusters' | 'auto' | 'review'>): Found[] {
  const byCluster = membersOf(clusters);
  return (['auto', 'review'] as const).flatMap((band) =>
    [...membersOf(band === 'auto' ? auto : review).values()]
      .filter((records) => records.length > 1)
      .map((records): Found => {
        const others = byCluster.get(clusters[records[0] as number] as number) ?? [];
        const own = new Set(records);
        return { band, records, later: band === 'auto' ? others.filter((other) => !own.has(other)) : [] };
      }),
  );
}

function membersOf(groups: Int32Array): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const [record, group] of groups.entries()) {
    if (group < 0) continue;
    const known = members.get(group);
    if (known === undefined) members.set(group, [record]);
    else known.push(record);
  }
  return members;
}

/** An id on two rows brings together what they are in; then a person looks. */
function withoutShared(groups: Found[], ids: readonly (string | null)[]): Found[] {
  const homes = new Map<string, Found>();
  const kept = new Set<Found>();
  for (const group of groups) {
    let home = group;
    for (const record of group.records) {
      const id = ids[record];
      const other = id == null ? undefined : homes.get(id);
      if (other === undefined || other === home) continue;
      kept.delete(other);
      kept.delete(home);
      home = { band: 'review', records: [...new Set([...other.records, ...home.records])], later: [] };
    }
    kept.add(home);
    for (const record of home.records) {
      const id = ids[record];
      if (id != null) homes.set(id, home);
    }
  }
  return [...kept];
}

function groupOf({ group, ids, match }: { group: Found; ids: readonly (string | null)[]; match: Match }): MatchedGroup {
  const { band, records, later } = group;
  const own = sorted(records.map((record) => ids[record] ?? null));
  const compared = comparedPairs({ records, ids, match });
  return {
    ids: own,
    band,
    score: Math.round(10_000 * lowest(records, match.probabilities)) / 10_000,
    ...compared,
    notAuto: band === 'auto' ? [] : records.length > MOST_COMPARED ? [{ code: 'large' }] : compared.notAuto,
    later: sorted(later.map((record) => ids[record] ?? null)).filter((id) => !own.includes(id)),
    nameless: records.filter((record) => ids[record] === null).length,
  };
}

function lowest(records: readonly number[], probabilities: Float64Array): number {
  return records.reduce((least, record) => Math.min(least, probabilities[record] as number), 1);
}

function sorted(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))].sort();
}

interface Named {
  record: number;
  id: string;
}

interface ComparedPairs {
  relies: PairReliance[];
  evidence: Evidence[];
  notAuto: KeptOut[];
}

/** Of each two that are more likely one person than not: every step, and the fields that agree. */
function comparedPairs({
  records,
  ids,
  match,
}: {
  records: readonly number[];
  ids: readonly (string | null)[];
  match: Match;
}): ComparedPairs {
  const named = records
    .flatMap((record) => (ids[record] == null ? [] : [{ record, id: ids[record] as string }]))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  if (records.length > MOST_COMPARED) return { relies: closestPairs(named, match), evidence: [], notAuto: [] };
  const [relies, evidence]: [PairReliance[], Evidence[]] = [[], []];
  const against = new Map<string, KeptOut>();
  for (const [at, one] of named.entries()) {
    for (const other of named.slice(at + 1)) {
      const [a, b] = [one.id, other.id];
      if (a === b) continue;
      const { steps, prior, weight } = compared(match, one, other);
      const notAuto = match.notAuto(...ascending(one, other));
      if (notAuto !== null && !against.has(notAuto)) against.set(notAuto, { code: notAuto, a, b });
      if (weight + prior < 0) continue;
      const fields = agreeing(steps);
      if (fields.length > 0) relies.push({ a, b, fields });
      evidence.push({ a, b, field: 'prior', weight: prior });
      evidence.push(
        ...steps.map(({ field, level, bits }) => ({
          a,
          b,
          field,
          ...(level !== undefined && { level }),
          weight: bits,
        })),
      );
    }
  }
  return { relies, evidence, notAuto: [...against.values()] };
}

/** Each member with the one that it agrees with most: so nobody's part in the cluster rests on what is not compared again. */
function closestPairs(named: readonly Named[], match: Match): PairReliance[] {
  const found = new Map<string, PairReliance>();
  for (const one of named) {
    let closest: { other: Named; weight: number; steps: readonly PairStep[] } | null = null;
    for (const other of named.slice(0, MOST_CLOSE)) {
      if (other.id === one.id) continue;
      const { weight, steps } = compared(match, one, other);
      if (closest === null || weight > closest.weight) closest = { other, weight, steps };
    }
    if (closest === null) continue;
    const [a = '', b = ''] = [one.id, closest.other.id].sort();
    const fields = agreeing(closest.steps);
    if (fields.length > 0) found.set(`${a}\n${b}`, { a, b, fields });
  }
  return [...found.values()];
}

function compared(match: Match, one: Named, other: Named): ReturnType<Match['compare']> {
  return match.compare(...ascending(one, other));
}

function ascending({ record }: Named, { record: other }: Named): readonly [number, number] {
  return [Math.min(record, other), Math.max(record, other)];
}

function agreeing(steps: readonly PairStep[]): PairReliance['fields'] {
  return steps
    .filter(({ field, bits, level }) => bits > 0 && level !== 'different' && !BESIDE.has(field))
    .map(({ field, level }) => ({ field, ...(level !== undefined && { level }) }));
}

/** Steps that are no fields. */
const BESIDE: ReadonlySet<string> = new Set(['together', 'home', 'organisations']);

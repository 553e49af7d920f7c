import type { Evidence, KeptOut, PairReliance } from '../../contacts/plan.ts';
import type { Matched, MatchedGroup } from '../../contacts/planning/matched/group-matched.ts';
import type { Match } from '../match.ts';
import type { MatchedCsv } from './match-csv.ts';

/** More members than this are looked at one by one: what their pairs have in common would fill pages. */
const MOST_COMPARED = 10;

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
  const ids = found.ids.map(contactId);
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

/** Of each two that are more likely one person than not: every step, and the fields that agree. */
function comparedPairs({
  records,
  ids,
  match,
}: {
  records: readonly number[];
  ids: readonly (string | null)[];
  match: Match;
}): { relies: PairReliance[]; evidence: Evidence[]; notAuto: KeptOut[] } {
  const [relies, evidence]: [PairReliance[], Evidence[]] = [[], []];
  const against = new Map<string, KeptOut>();
  if (records.length > MOST_COMPARED) return { relies, evidence, notAuto: [] };
  const named = records
    .flatMap((record) => (ids[record] == null ? [] : [{ record, id: ids[record] as string }]))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  for (const [at, { record, id: a }] of named.entries()) {
    for (const { record: other, id: b } of named.slice(at + 1)) {
      if (a === b) continue;
      const both = [Math.min(record, other), Math.max(record, other)] as const;
      const { steps, prior, weight } = match.compare(...both);
      const notAuto = match.notAuto(...both);
      if (notAuto !== null && !against.has(notAuto)) against.set(notAuto, { code: notAuto, a, b });
      if (weight + prior < 0) continue;
      const agreeing = steps.filter(
        ({ field, bits, level }) => bits > 0 && level !== 'different' && !BESIDE.has(field),
      );
      const fields = agreeing.map(({ field, level }) => ({ field, ...(level !== undefined && { level }) }));
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

/** Steps that are no fields. */
const BESIDE: ReadonlySet<string> = new Set(['together', 'home', 'organisations']);

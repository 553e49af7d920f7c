import { combine, countKeys } from '../blocking/keys.ts';
import { type Dictionary, intern, numberOf, textOf } from '../text/dictionary.ts';
import type { PersonsBefore } from './persons-before.ts';
import type { RecordIds } from './record-ids.ts';

/** Who is whom, by ids that stay from run to run. */
export interface Persons {
  /** By record. */
  of: (record: number) => string;
  /** Null where there was no run before. */
  changes: PersonChanges | null;
}

/** What has become of the persons of the run before. */
export interface PersonChanges {
  /** With the same rows. */
  kept: number;
  /** With new rows. */
  grown: number;
  /** Persons of before whose rows are several now. */
  split: number;
  /** Persons now with rows of several of before. */
  united: number;
  /** With new rows alone. */
  new: number;
  /** Persons of before of whom no row is left. */
  gone: number;
}

interface Known {
  /** By record, ascending. */
  ids: RecordIds;
  /** By record, the lowest record of its cluster. */
  clusters: Int32Array;
  /** They are used up: ids of new persons are among their names then. */
  previous: PersonsBefore | null;
}

/** A person keeps the id of that of before from whom it has most rows; of equals the one with the lowest row. */
export function personsOf({ ids, clusters, previous }: Known): Persons {
  if (previous === null) return { of: (record) => ids.at(clusters[record] as number) ?? '', changes: null };
  const { names } = previous;
  const claims = claimsOf({ ids, clusters, previous });
  const changes = changesOf(claims, { clusters, persons: names.size });
  const nameOf = namesKept(claims, { clusters, persons: names.size });
  // What was somebody's id is not given to somebody else.
  for (const [record, cluster] of clusters.entries()) {
    if (cluster === record && (nameOf[cluster] as number) < 0)
      nameOf[cluster] = intern(names, freeName(ids.at(cluster) ?? '', names));
  }
  const of = (record: number): string => {
    const name = nameOf[clusters[record] as number] as number;
    return name < 0 ? '' : textOf(names, name);
  };
  return { of, changes };
}

/** That some rows of a person of before are in one cluster now. By number of the claim. */
interface Claims {
  rows: Uint32Array;
  lowest: Int32Array;
  clusters: Int32Array;
  persons: Int32Array;
  /** By cluster, 1 where it has rows that are new. */
  fresh: Uint8Array;
}

function claimsOf({ ids, clusters, previous }: Known & { previous: PersonsBefore }): Claims {
  const before = new Int32Array(clusters.length);
  const fresh = new Uint8Array(clusters.length);
  for (const [record, cluster] of clusters.entries()) {
    const row = numberOf(previous.ids, ids.at(record) ?? '');
    before[record] = row < 0 ? -1 : (previous.personOf[row] as number);
    if (row < 0) fresh[cluster] = 1;
  }
  const claimOf = combine(clusters, before);
  const rows = countKeys(claimOf);
  const [lowest, ofClusters, persons] = [0, 1, 2].map(() => new Int32Array(rows.length)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  for (let record = clusters.length - 1; record >= 0; record--) {
    const claim = claimOf[record] as number;
    if (claim < 0) continue;
    lowest[claim] = record;
    ofClusters[claim] = clusters[record] as number;
    persons[claim] = before[record] as number;
  }
  return { rows, lowest, clusters: ofClusters, persons, fresh };
}

interface Sizes {
  clusters: Int32Array;
  /** How many persons there were before. */
  persons: number;
}

/** By cluster, the number of the person whose id it keeps; -1: none. */
function namesKept({ rows, lowest, clusters, persons }: Claims, sizes: Sizes): Int32Array {
  const order = new Uint32Array(rows.length);
  for (let claim = 0; claim < order.length; claim++) order[claim] = claim;
  order.sort(
    (one, other) =>
      (rows[other] as number) - (rows[one] as number) || (lowest[one] as number) - (lowest[other] as number),
  );
  const nameOf = new Int32Array(sizes.clusters.length).fill(-1);
  const isTaken = new Uint8Array(sizes.persons);
  for (const claim of order) {
    const [cluster, person] = [clusters[claim] as number, persons[claim] as number];
    if ((nameOf[cluster] as number) >= 0 || isTaken[person] === 1) continue;
    nameOf[cluster] = person;
    isTaken[person] = 1;
  }
  return nameOf;
}

function freeName(id: string, taken: Dictionary): string {
  let name = id;
  for (let number = 2; numberOf(taken, name) >= 0; number++) name = `${id}.${number}`;
  return name;
}

function changesOf(claims: Claims, { clusters, persons }: Sizes): PersonChanges {
  const homes = new Uint32Array(persons);
  const parts = new Uint32Array(clusters.length);
  for (const person of claims.persons) homes[person] = (homes[person] as number) + 1;
  for (const cluster of claims.clusters) parts[cluster] = (parts[cluster] as number) + 1;
  const changes: PersonChanges = { kept: 0, grown: 0, split: 0, united: 0, new: 0, gone: 0 };
  for (const [claim, cluster] of claims.clusters.entries()) {
    if (parts[cluster] !== 1 || homes[claims.persons[claim] as number] !== 1) continue;
    if (claims.fresh[cluster] === 1) changes.grown++;
    else changes.kept++;
  }
  for (const [record, cluster] of clusters.entries()) {
    if (cluster !== record) continue;
    const count = parts[cluster] as number;
    if (count === 0) changes.new++;
    if (count > 1) changes.united++;
  }
  for (const count of homes) {
    if (count > 1) changes.split++;
    if (count === 0) changes.gone++;
  }
  return changes;
}

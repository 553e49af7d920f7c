import { readCsv } from '../../contacts/csv/read-csv.ts';
import { unguarded } from '../../contacts/csv/safe-cell.ts';
import type { CsvSource } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';

/** Who is whom, by ids that stay from run to run. */
export interface Persons {
  /** By record. */
  of: string[];
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
  ids: readonly string[];
  /** By record, the lowest record of its cluster. */
  clusters: Int32Array;
  /** By id. */
  previous: ReadonlyMap<string, string> | null;
}

/** A person keeps the id of that of before from whom it has most rows; of equals the one with the lowest row. */
export function personsOf({ ids, clusters, previous }: Known): Persons {
  if (previous === null) return { of: Array.from(clusters, (cluster) => ids[cluster] as string), changes: null };
  const { claims, fresh } = claimsOf({ ids, clusters, previous });
  const sorted = claims.toSorted((one, other) => other.rows - one.rows || one.lowest - other.lowest);
  const names = new Map<number, string>();
  const taken = new Set<string>();
  for (const { cluster, person } of sorted) {
    if (names.has(cluster) || taken.has(person)) continue;
    names.set(cluster, person);
    taken.add(person);
  }
  // What was somebody's id is not given to somebody else.
  for (const person of previous.values()) taken.add(person);
  for (const [record, cluster] of clusters.entries()) {
    if (names.has(cluster) || cluster !== record) continue;
    const name = freeName(ids[cluster] as string, taken);
    names.set(cluster, name);
    taken.add(name);
  }
  return {
    of: Array.from(clusters, (cluster) => names.get(cluster) as string),
    changes: changesOf({ claims, fresh, clusters, previous }),
  };
}

/** So many rows of a person of before are in a cluster now. */
interface Claim {
  cluster: number;
  person: string;
  rows: number;
  lowest: number;
}

/** By cluster, how many of its rows are new. */
type Fresh = ReadonlyMap<number, number>;

function claimsOf({ ids, clusters, previous }: Known & { previous: ReadonlyMap<string, string> }): {
  claims: Claim[];
  fresh: Fresh;
} {
  const byCluster = new Map<number, Map<string, Claim>>();
  const fresh = new Map<number, number>();
  for (const [record, cluster] of clusters.entries()) {
    const person = previous.get(ids[record] as string);
    if (person === undefined) {
      fresh.set(cluster, (fresh.get(cluster) ?? 0) + 1);
      continue;
    }
    const known = byCluster.get(cluster) ?? new Map<string, Claim>();
    byCluster.set(cluster, known);
    const claim = known.get(person);
    if (claim === undefined) known.set(person, { cluster, person, rows: 1, lowest: record });
    else claim.rows++;
  }
  return { claims: [...byCluster.values()].flatMap((claims) => [...claims.values()]), fresh };
}

function freeName(id: string, taken: ReadonlySet<string>): string {
  let name = id;
  for (let number = 2; taken.has(name); number++) name = `${id}.${number}`;
  return name;
}

function changesOf(given: {
  claims: readonly Claim[];
  fresh: Fresh;
  clusters: Int32Array;
  previous: ReadonlyMap<string, string>;
}): PersonChanges {
  const { claims, fresh, clusters, previous } = given;
  const [homes, parts] = [new Map<string, number>(), new Map<number, Claim[]>()];
  for (const claim of claims) {
    homes.set(claim.person, (homes.get(claim.person) ?? 0) + 1);
    parts.set(claim.cluster, [...(parts.get(claim.cluster) ?? []), claim]);
  }
  const changes: PersonChanges = { kept: 0, grown: 0, split: 0, united: 0, new: 0, gone: 0 };
  for (const [cluster, [first, ...more]] of parts) {
    if (more.length > 0) changes.united++;
    else if (homes.get(first?.person ?? '') !== 1) continue;
    else if (fresh.has(cluster)) changes.grown++;
    else changes.kept++;
  }
  for (const count of homes.values()) if (count > 1) changes.split++;
  changes.new = new Set(clusters).size - parts.size;
  changes.gone = new Set(previous.values()).size - homes.size;
  return changes;
}

/** Reads what `--clusters-out` has written: id to person. Throws InputError. */
export async function readPersons(source: CsvSource): Promise<Map<string, string>> {
  const persons = new Map<string, string>();
  const [wanted, places] = [['id', 'person'], [] as number[]];
  await readCsv({
    source,
    onHeader: (cells, line) => {
      places.push(...wanted.map((name) => cells.findIndex((cell) => cell.trim() === name)));
      if (!places.includes(-1)) return;
      const problem = 'has no columns id and person, expected what --clusters-out has written';
      throw new InputError({ file: source.name, line, problem });
    },
    onRow: (cells, line) => {
      const [id = '', person = ''] = places.map((at) => unguarded((cells[at] ?? '').trim()));
      if (id === '' || person === '') {
        throw new InputError({ file: source.name, line, problem: 'id or person is empty, expected both' });
      }
      if (persons.has(id)) {
        throw new InputError({ file: source.name, line, problem: `id '${id}' stands twice, expected each once` });
      }
      persons.set(id, person);
    },
  });
  return persons;
}

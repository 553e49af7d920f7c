import type { CountryCode } from 'libphonenumber-js/max';
import { headerProblem } from '../../csv/header.ts';
import { readCsv } from '../../csv/read-csv.ts';
import { unguardedRow } from '../../csv/safe-cell.ts';
import type { CsvSource } from '../../csv/source.ts';
import { InputError } from '../../input-error.ts';
import type { BaseContact, BaseLocation } from '../base-contact.ts';
import { BASE_PROFILE, type BaseSource, collectKeys } from '../plan-base.ts';
import type { RegionRules } from '../regions.ts';
import { type BaseRow, type BaseRowProblem, readBaseRow } from './base-row.ts';
import { BASE_COLUMNS } from './columns.ts';

export interface RejectedBaseRow extends BaseRowProblem {
  line: number;
}

export interface BaseCsvSource extends BaseSource {
  /** Filled by `shared`. */
  rejected: RejectedBaseRow[];
}

/**
 * Contacts of our own file. It is read twice: for the numbers, and for those who share one, who alone are kept. A region that is given
 * counts instead of the file's own. Throws InputError.
 */
export function baseCsvSource(source: CsvSource): BaseCsvSource {
  const kept = new Map<string, string>();
  const rejected: RejectedBaseRow[] = [];
  return {
    rejected,
    shared: async (given) => {
      const file = fileRegions(source, given);
      const collector = collectKeys(file.rules);
      const seen = new Set<string>();
      const digest = await eachRow(source, {
        row: (row, line) => {
          file.see(row, line);
          if (seen.size === seen.add(row.contact.uid).size) throw twice(source, row.contact.uid, line);
          collector.add(row.contact);
        },
        problem: (problem, line) => rejected.push({ ...problem, line }),
      });
      const keys = [...collector.shared()];
      const wanted = new Set(keys.flatMap(({ holders }) => holders.map(({ uid }) => uid)));
      const again = await eachRow(source, {
        row: ({ contact }) => {
          if (wanted.has(contact.uid)) kept.set(contact.uid, JSON.stringify(contact));
        },
        problem: () => {},
      });
      if (again !== digest) {
        throw new InputError({ file: source.name, problem: 'changed while it was being read', todo: 'try again' });
      }
      return { keys, contacts: collector.contacts, faults: collector.faults, regions: file.rules };
    },
    contacts: async (uids) =>
      uids.flatMap((uid) => {
        const text = kept.get(uid);
        return text === undefined ? [] : [JSON.parse(text) as BaseContact];
      }),
  };
}

interface Visitor {
  row: (row: BaseRow, line: number) => void;
  problem: (problem: BaseRowProblem, line: number) => void;
}

async function eachRow(source: CsvSource, { row, problem }: Visitor): Promise<string> {
  const { sha256 } = await readCsv({
    source,
    onHeader: (header, line) => checkColumns({ header, line, file: source.name }),
    onRow: (cells, line) => {
      const read = readBaseRow(unguardedRow(cells));
      if ('problem' in read) problem(read, line);
      else row(read, line);
    },
  });
  return sha256;
}

/** Our own file has its columns in our own order. */
function checkColumns({ header, line, file }: { header: string[]; line: number; file: string }): void {
  const names = header.map((name) => name.trim());
  if (names.length === BASE_COLUMNS.length && BASE_COLUMNS.every((name, at) => name === names[at])) return;
  const missing = BASE_COLUMNS.filter((name) => !names.includes(name)).map((name) => `no column '${name}'`);
  const faults =
    missing.length > 0 ? missing : [`expected ${BASE_COLUMNS.length} columns in the order that scan writes`];
  const problem = headerProblem(`does not fit profile ${BASE_PROFILE}`, faults);
  throw new InputError({ file, line, problem, todo: 'scan once more' });
}

/** What the rows say of places and of the region, as far as they are read: a row has all that its own numbers need. */
function fileRegions(
  source: CsvSource,
  given: RegionRules,
): { rules: RegionRules; see: (row: BaseRow, line: number) => void } {
  const locations = new Map<string, BaseLocation>(given.locations);
  const rules: { -readonly [key in keyof RegionRules]: RegionRules[key] } = { ...given, locations };
  let ofFile: CountryCode | null | undefined;
  return {
    rules,
    see: (row, line) => {
      if (ofFile === undefined) ofFile = row.region;
      if (ofFile !== row.region) throw differs(source, line, 'the region of another row');
      rules.region = given.region ?? row.region;
      for (const location of row.locations) {
        const known = locations.get(location.uid);
        if (known !== undefined && known.country !== location.country) throw differs(source, line, 'a place’s country');
        locations.set(location.uid, location);
      }
    },
  };
}

function twice({ name }: CsvSource, uid: string, line: number): InputError {
  return new InputError({ file: name, line, problem: `${uid} stands on more than one row`, todo: 'scan once more' });
}

function differs({ name }: CsvSource, line: number, what: string): InputError {
  return new InputError({
    file: name,
    line,
    problem: `says otherwise of ${what} than a row before`,
    todo: 'scan once more',
  });
}

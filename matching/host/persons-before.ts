import { readCsv } from '../../contacts/csv/read-csv.ts';
import { unguarded } from '../../contacts/csv/safe-cell.ts';
import type { CsvSource } from '../../contacts/csv/source.ts';
import { InputError } from '../../contacts/input-error.ts';
import { type Dictionary, grown32, intern, LONGEST_CELL, openArena, openDictionary } from '../text/dictionary.ts';

/** Who was whom in the run before. */
export interface PersonsBefore {
  /** Ids of rows. */
  ids: Dictionary;
  /** By number of the id, that of the person's. */
  personOf: Int32Array;
  /** Ids of persons, each of whom has a row. */
  names: Dictionary;
}

/** Reads what `--clusters-out` has written. Throws InputError. */
export async function readPersons(source: CsvSource): Promise<PersonsBefore> {
  const [ids, names] = [0, 1].map(() => openDictionary(openArena(), LONGEST_CELL)) as [Dictionary, Dictionary];
  let personOf = new Int32Array(1024);
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
      const row = ids.size;
      if (intern(ids, id) < row) {
        throw new InputError({ file: source.name, line, problem: `id '${id}' stands twice, expected each once` });
      }
      if (row === personOf.length) personOf = grown32(personOf, row + 1);
      personOf[row] = intern(names, person);
    },
  });
  return { ids, personOf, names };
}

import { emailKey } from '../../contacts/keys/email-key.ts';
import { type Contradiction, contradiction } from '../clusters/evidence.ts';
import { buildTable } from '../columns/build-table.ts';
import type { RawColumn } from '../columns/facts.ts';
import type { ColumnKind } from '../columns/kinds.ts';
import { compare, openComparer } from '../levels/compare.ts';
import { fieldBook } from '../levels/field-book.ts';
import { fieldCode, LEVEL_NAMES } from '../levels/level-names.ts';
import { countField, FIELD_KINDS } from '../records/table.ts';
import { intern, openArena, openDictionary } from '../text/dictionary.ts';
import { atOnce } from '../turns.ts';
import { email } from '../values/email.ts';
import { phone } from '../values/phone.ts';

/** What is known of somebody, by kind of column, as written; of phones and e-mails several with `; ` between. */
export type Cells = Readonly<Partial<Record<ColumnKind, string>>>;

/** Two contacts beside each other, with the keys and levels of a matching, without a file around them. */
export interface ComparedTwo {
  /** By `fieldCode`: from 1 (different) to equal; absent where one of the two says nothing. */
  levels: ReadonlyMap<string, number>;
  /** What says that they are two people; null: nothing. */
  contradiction: Contradiction | null;
}

/** The later year of two digits is of no file here: both are read alike. */
const NEWEST = 2100;

/** The same two in any order give the same. */
export function compareTwo(one: Cells, other: Cells): ComparedTwo {
  const kinds = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort() as ColumnKind[];
  const { table } = atOnce(
    buildTable({
      columns: kinds.map((kind) => ({ kind, column: columnOf(kind, [one[kind] ?? '', other[kind] ?? '']) })),
      order: Uint32Array.of(0, 1),
      phone,
      email: (text) => email(text, emailKey),
      newest: NEWEST,
      ignore: new Set(),
      never: [],
    }),
  );
  const books = table.fields.map((field) => fieldBook(field, countField(field), false));
  const comparer = openComparer(table, books);
  const levels = new Uint8Array(table.fields.length);
  compare(comparer, 0, 1, levels, 0);
  const known = table.fields.flatMap((field, at): [string, number][] => {
    const level = levels[at] as number;
    return level === 0 ? [] : [[fieldCode(field), level]];
  });
  return { levels: new Map(known), contradiction: contradiction({ comparer, levels }, 0, 1) };
}

/** A level as plans name it, as a number as above. Null where a plan of another version names a field or level that is unknown here. */
export function levelNumber({ field, level = 'equal' }: { field: string; level?: string | undefined }): number | null {
  const found = FIELD_KINDS.find((kind) => fieldCode({ kind, name: '' }) === field);
  const at = found === undefined ? -1 : LEVEL_NAMES[found].indexOf(level);
  return at < 0 ? null : at + 1;
}

function columnOf(header: string, texts: [string, string]): RawColumn {
  const cells = openDictionary(openArena());
  return {
    header,
    cells,
    values: Int32Array.from(texts, (text) => (text.trim() === '' ? -1 : intern(cells, text.trim()))),
  };
}

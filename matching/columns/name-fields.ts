import type { Field } from '../records/table.ts';
import { intern, openArena, openDictionary } from '../text/dictionary.ts';
import { personName } from '../values/person-name.ts';
import { type Building, type BuildOptions, cellText, empty, TURN } from './building.ts';
import type { RawColumn } from './facts.ts';

/** First and last names, and what stands beside them. */
export interface NameFields {
  fields: Field[];
  suffixes: Uint8Array;
  couples: Uint8Array;
}

/** Both in one arena: exchanged names are compared with one another. */
export function* nameFields(options: BuildOptions): Building<NameFields> {
  const { columns, order, ignore } = options;
  const kinds = ['first_name', 'middle_name', 'last_name', 'full_name'] as const;
  const [first, middle, last, full] = kinds.map((wanted) => columns.find(({ kind }) => kind === wanted)?.column);
  const [suffixes, couples] = [new Uint8Array(order.length), new Uint8Array(order.length)];
  if (first === undefined && last === undefined && full === undefined) return { fields: [], suffixes, couples };
  const arena = openArena();
  const [fronts, backs] = [openDictionary(arena), openDictionary(arena)];
  const [frontOf, backOf] = [new Int32Array(order.length), new Int32Array(order.length)];
  for (let record = 0; record < order.length; record++) {
    if (record % TURN === TURN - 1) yield { done: record, of: order.length };
    const row = order[record] as number;
    const [given = '', between = '', family = '', whole = ''] = [first, middle, last, full].map((column) => {
      const text = column === undefined ? '' : cellText(column, row);
      return ignore.has(text) ? '' : text;
    });
    const name = personName({ first: given, middle: between, last: family, full: whole });
    frontOf[record] = intern(fronts, name.first);
    backOf[record] = intern(backs, name.last);
    suffixes[record] = name.suffix;
    couples[record] = name.isCouple ? 1 : 0;
  }
  for (const column of [first, middle, last, full]) if (column !== undefined) empty(column, options);
  const header = (column: RawColumn | undefined): string => (column ?? full ?? first ?? last)?.header ?? '';
  return {
    fields: [
      { kind: 'first', name: header(first), headers: [header(first)], dictionary: fronts, width: 1, values: frontOf },
      { kind: 'last', name: header(last), headers: [header(last)], dictionary: backs, width: 1, values: backOf },
    ],
    suffixes,
    couples,
  };
}

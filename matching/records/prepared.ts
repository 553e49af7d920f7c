import type { Trained } from '../model/trained.ts';
import { STEP, type Turn } from '../turns.ts';
import { collapse } from './collapse.ts';
import { type Compared, compared, comparedAs } from './compared.ts';
import { dropGeneric, type GenericValue } from './generic.ts';
import { namedIn, renumbered, type Said, withSaid } from './said.ts';
import type { Table } from './table.ts';

export interface Prepared extends Compared {
  /** By record as given: its record of `table`. */
  recordOf: Int32Array;
  /** By record of `table`: how many were given. */
  times: Uint32Array;
  generic: GenericValue[];
  /** By records of `table`. */
  said: Said;
  /** By record of `table`, numbers of what is the same for one person alone; -1: none. */
  same: Int32Array[];
}

interface Given {
  said: Said;
  same: readonly Int32Array[];
  isRole: (address: string) => boolean;
  trained: Trained | null;
}

/** The records that are compared, each once, with the fields that are. */
export function* prepare(given: Table, { said, same, isRole, trained }: Given): Generator<Turn, Prepared> {
  const { table: whole, recordOf, times } = collapse(given, namedIn(said));
  yield STEP;
  const generic = dropGeneric(whole, isRole, trained?.fields);
  yield STEP;
  const own = renumbered(said, recordOf);
  const found = trained === null ? compared(whole) : comparedAs(trained, whole);
  return {
    ...found,
    table: withSaid(found.table, own),
    recordOf,
    times,
    generic,
    said: own,
    same: same.map((values) => firstOf(values, recordOf, whole.size)),
  };
}

/** Of records that stand for several the first value. */
function firstOf(values: Int32Array, recordOf: Int32Array, size: number): Int32Array {
  const found = new Int32Array(size).fill(-1);
  for (let record = 0; record < recordOf.length; record++) {
    const place = recordOf[record] as number;
    if ((found[place] as number) < 0) found[place] = values[record] as number;
  }
  return found;
}

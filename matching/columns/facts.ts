import { type Dictionary, textOf } from '../text/dictionary.ts';

/** One column of a file as it was read: each different cell once. */
export interface RawColumn {
  header: string;
  cells: Dictionary;
  /** By row: number of the cell's text; -1 for an empty one. */
  values: Int32Array;
}

/** What a column's cells look like. The same however the rows stand. */
export interface ColumnFacts {
  header: string;
  rows: number;
  filled: number;
  distinct: number;
  /** Different cells that say what the column is. */
  samples: string[];
  /** The most frequent first, then by their text. */
  examples: string[];
}

const SAMPLES = 2000;
const EXAMPLES = 3;

export function factsOf({ header, cells, values }: RawColumn): ColumnFacts {
  const counts = new Uint32Array(cells.size);
  let filled = 0;
  for (const id of values) {
    if (id < 0) continue;
    counts[id] = (counts[id] as number) + 1;
    filled++;
  }
  const every = Math.max(1, Math.floor(cells.size / SAMPLES));
  const samples: string[] = [];
  const frequent: { text: string; count: number }[] = [];
  for (let id = 0; id < cells.size; id++) {
    const count = counts[id] as number;
    const least = frequent.length < EXAMPLES ? 0 : (frequent.at(-1)?.count ?? 0);
    const isChosen = every === 1 || mark(cells, id) % every === 0;
    if (!isChosen && count < least) continue;
    const text = textOf(cells, id);
    if (isChosen) samples.push(text);
    if (count < least) continue;
    frequent.push({ text, count });
    frequent.sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
    frequent.length = Math.min(frequent.length, EXAMPLES);
  }
  return {
    header,
    rows: values.length,
    filled,
    distinct: cells.size,
    samples,
    examples: frequent.map(({ text }) => text),
  };
}

/** By the text alone, so that the same ones are looked at in any order of rows. */
function mark({ arena, starts, lengths }: Dictionary, id: number): number {
  const start = starts[id] as number;
  let hash = 0x811c9dc5;
  for (let at = start; at < start + (lengths[id] as number); at++)
    hash = Math.imul(hash ^ (arena.units[at] as number), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 3;
}

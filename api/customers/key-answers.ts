import type { SetOperation } from '../../contacts/sets/set-operations.ts';
import type { CustomerStore } from '../../store/customers/customer-store.ts';
import { type KeyPiece, keySets, type TextKey, type Wanted } from '../../store/customers/key-sets.ts';

const WANTED: Record<SetOperation, Wanted> = { union: 'all', intersection: 'every', difference: 'first' };

/** The answer of `/sets` by e-mail or phone, in pieces of JSON. */
export async function* setAnswer(
  store: CustomerStore,
  { op, by, sources }: { op: SetOperation; by: TextKey; sources: readonly string[] },
): AsyncGenerator<string> {
  const pieces = keySets(store, { by, sources, wanted: WANTED[op] });
  yield* listAnswer(pieces, 'values', ({ keys, records, withoutKey }) => ({
    op,
    by,
    sources,
    count: keys,
    total_records: records + withoutKey,
    without_key: withoutKey,
  }));
}

/** The answer of `/analyze` by e-mail or phone. */
export async function* analysisAnswer(store: CustomerStore, by: TextKey): AsyncGenerator<string> {
  const pieces = keySets(store, { by, sources: null, wanted: 'all' });
  yield* listAnswer(pieces, `unique_${by}s`, ({ keys, records, withoutKey }) => ({
    by,
    total_records: records + withoutKey,
    unique_customers: keys,
    duplicates_found: records - keys,
    without_key: withoutKey,
  }));
}

/** The answer of `/compare-sources` by e-mail or phone: the fields of the comparison by id, with keys in the place of ids. */
export async function* comparisonAnswer(
  store: CustomerStore,
  { by, sources }: { by: TextKey; sources: readonly string[] },
): AsyncGenerator<string> {
  const names = ['in_all_sources', ...sources.map((name) => `only_in_${name}`)];
  let open = -1;
  let counts = '';
  for await (const piece of keySets(store, { by, sources, wanted: 'every-and-each' })) {
    if ('counts' in piece) {
      const { withoutKey } = piece.counts;
      const fields = sources.map((name, index) => [`${name}_count`, piece.counts.sources[index]]);
      counts = JSON.stringify({ ...Object.fromEntries(fields), by, without_key: withoutKey }).slice(1);
      yield '{';
      continue;
    }
    const list = piece.of === 'every' ? 0 : piece.of + 1;
    let text = list === open ? ',' : '';
    for (; open < list; open += 1) text += opening(names, open + 1);
    yield text + piece.values.join(',');
  }
  let rest = '';
  for (; open < names.length - 1; open += 1) rest += opening(names, open + 1);
  yield `${rest}],${counts}`;
}

/** Ends the list before, if any, and begins the next. */
function opening(names: readonly string[], index: number): string {
  return `${index === 0 ? '' : '],'}"${names[index]}":[`;
}

type Counts = Extract<KeyPiece, { counts: unknown }>['counts'];

/** Fields made of the counts, and one list behind them. */
async function* listAnswer(
  pieces: AsyncGenerator<KeyPiece>,
  list: string,
  fields: (counts: Counts) => Record<string, unknown>,
): AsyncGenerator<string> {
  let before = '';
  for await (const piece of pieces) {
    if ('counts' in piece) {
      yield `${JSON.stringify(fields(piece.counts)).slice(0, -1)},"${list}":[`;
    } else {
      yield before + piece.values.join(',');
      before = ',';
    }
  }
  yield ']}';
}

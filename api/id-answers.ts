import { ascending } from '../contacts/ascending.ts';
import { idDigits } from '../contacts/id-digits.ts';
import { countOf, countUnique, difference, intersection, union } from '../contacts/set-operations.ts';
import { readCustomerSets } from '../store/customer-sets.ts';
import type { CustomerStore } from '../store/customer-store.ts';
import { inTurns } from '../store/in-turns.ts';
import type { Piece } from './stream.ts';

/** The union: how many records, and all different ids, those of sources that are not configured too. */
export async function* analysisOfIds({ pool }: CustomerStore, sources: readonly string[]): AsyncGenerator<Piece> {
  const sets = await readCustomerSets(pool, { sources: [...sources] });
  const { records } = sets;
  const unique = countUnique(sets);
  yield `{"total_records":${records},"unique_customers":${unique},"duplicates_found":${records - unique},"unique_customer_ids":[`;
  yield* rising(union(sets, [...sources.keys(), sources.length]));
  yield ']}';
}

/** The intersection of the configured sources, what each has alone among them, and how many different ids each has. */
export async function* comparisonOfIds({ pool }: CustomerStore, sources: readonly string[]): AsyncGenerator<Piece> {
  const sets = await readCustomerSets(pool, { sources: [...sources] });
  const numbers = [...sources.keys()];
  yield '{"in_all_sources":[';
  yield* rising(intersection(sets, numbers));
  for (const [number, name] of sources.entries()) {
    const others = numbers.filter((other) => other !== number);
    yield `],"only_in_${name}":[`;
    yield* rising(difference(sets, number, others));
  }
  yield `],${sources.map((name, number) => `"${name}_count":${countOf(sets, number)}`).join(',')}}`;
}

async function* rising(ids: BigInt64Array): AsyncGenerator<Uint8Array> {
  yield* idDigits(await inTurns(ascending(ids)));
}

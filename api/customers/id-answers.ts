import { analysisJson, comparisonJson, operationJson } from '../../contacts/sets/set-answers.ts';
import type { SetOperation } from '../../contacts/sets/set-operations.ts';
import type { CustomerStore } from '../../store/customers/customer-store.ts';
import { readCustomerSets } from '../../store/customers/id-sets.ts';
import { piecesInTurns } from '../../store/customers/in-turns.ts';
import type { Piece } from './stream.ts';

/** The union: how many records, and all different ids, those of sources that are not configured too. */
export async function* analysisOfIds({ pool }: CustomerStore, sources: readonly string[]): AsyncGenerator<Piece> {
  const sets = await readCustomerSets(pool, { sources: [...sources] });
  yield* piecesInTurns(analysisJson(sets));
}

/** The intersection of the configured sources, what each has alone among them, and how many different ids each has. */
export async function* comparisonOfIds({ pool }: CustomerStore, sources: readonly string[]): AsyncGenerator<Piece> {
  const sets = await readCustomerSets(pool, { sources: [...sources] });
  yield* piecesInTurns(comparisonJson(sets, [...sources]));
}

/** One operation on some of the sources. */
export async function* setOfIds(
  { pool }: CustomerStore,
  { op, sources }: { op: SetOperation; sources: string[] },
): AsyncGenerator<Piece> {
  const sets = await readCustomerSets(pool, { sources, onlyThese: true });
  yield* piecesInTurns(operationJson(sets, { op, names: sources }));
}

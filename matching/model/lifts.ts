import type { Field, FieldKind, Table } from '../records/table.ts';
import type { Turn } from '../turns.ts';
import { eachRandomPair } from './strangers.ts';

const PLACES: readonly FieldKind[] = ['address', 'city', 'postcode'];
const LIFT = 2;

/** By field, whether it is an `other` one that strangers share more than twice as often where they also share a place: a state, a country. */
export function* lifted(table: Table): Generator<Turn, boolean[]> {
  const { fields } = table;
  const places = fields.filter(({ kind }) => PLACES.includes(kind));
  const others = fields.map(({ kind }) => kind === 'other');
  if (places.length === 0 || !others.includes(true)) return fields.map(() => false);
  let pairs = 0;
  const agreed = fields.map(() => 0);
  const both = fields.map(() => places.map(() => 0));
  const placed = places.map(() => 0);
  yield* eachRandomPair(table, (a, b) => {
    pairs++;
    const there = places.map((field) => isEqual(field, a, b));
    for (const [at, is] of there.entries()) if (is) placed[at] = (placed[at] as number) + 1;
    for (const [at, field] of fields.entries()) {
      if (!others[at] || !isEqual(field, a, b)) continue;
      agreed[at] = (agreed[at] as number) + 1;
      for (const [place, is] of there.entries())
        if (is) (both[at] as number[])[place] = ((both[at] as number[])[place] as number) + 1;
    }
  });
  return fields.map((_, at) =>
    places.some(
      (_, place) =>
        ((both[at] as number[])[place] as number) * pairs > LIFT * (agreed[at] as number) * (placed[place] as number),
    ),
  );
}

function isEqual({ values }: Field, a: number, b: number): boolean {
  return (values[a] as number) >= 0 && values[a] === values[b];
}

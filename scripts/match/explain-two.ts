import type { Between } from '../../matching/clusters/between.ts';
import type { PairStep } from '../../matching/clusters/compare-pair.ts';
import type { NotInBand } from '../../matching/clusters/not-in-band.ts';
import type { MatchedCsv } from '../../matching/host/match-csv.ts';

/** Two rows beside each other, for programs; the text is made of it. */
export interface Explained {
  a: string;
  b: string;
  /** By field, what the two have, as written. */
  values: { field: string; a: string; b: string }[];
  /** Whether they are equal in all that is compared: no rule was asked then. */
  isEqual: boolean;
  /** Rules by which they were compared; none: they were compared only now. */
  rules: string[];
  /** They add up to the weight exactly. */
  steps: PairStep[];
  /** Bits. */
  prior: number;
  weight: number;
  probability: number;
  /** From so many bits on two are more likely one person than not, and may be in the auto band. */
  lines: { review: number; auto: number };
  band: 'auto' | 'review' | null;
  /** Null where they are in one group of the auto band. */
  notAuto: NotInBand | null;
  /** Null where they are in one cluster. Rows by their ids. */
  apart: Apart | null;
}

export interface Apart extends Omit<Between, 'wall'> {
  wall: { a: string; b: string; by: 'source' | 'word' } | { a: string; b: string; by: 'column'; column: string } | null;
}

export function explainTwo({ match, ids, cellsOf, never }: MatchedCsv, one: number, other: number): Explained {
  const { a, b } = { a: Math.min(one, other), b: Math.max(one, other) };
  const id = (record: number): string => ids.at(record) ?? '';
  const { steps, prior, weight, probability } = match.compare(a, b);
  const [left, right] = [a, b].map((record) => cellsOf?.(record) ?? {});
  const apart = match.between(a, b);
  const notAuto = match.notAuto(a, b);
  return {
    a: id(a),
    b: id(b),
    values: [...new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])].map((field) => ({
      field,
      a: left?.[field] ?? '',
      b: right?.[field] ?? '',
    })),
    isEqual: match.isEqual(a, b),
    rules: match.isEqual(a, b) ? [] : match.rules(a, b),
    steps,
    prior,
    weight,
    probability,
    lines: match.model.lines,
    band: apart !== null ? null : notAuto === null ? 'auto' : 'review',
    notAuto,
    apart: apart && { ...apart, wall: wallOf(apart, id, never) },
  };
}

function wallOf({ wall }: Between, id: (record: number) => string, never: readonly string[]): Apart['wall'] {
  if (wall === null) return null;
  const [a, b] = [id(wall.pair[0]), id(wall.pair[1])];
  return wall.by.by === 'column' ? { a, b, by: 'column', column: never[wall.by.at] ?? '' } : { a, b, by: wall.by.by };
}

import { isInBand } from './answer.ts';
import { type AutoBand, OUT } from './auto-band.ts';
import { comparePair, type NotAuto } from './compare-pair.ts';
import { rootOf } from './groups.ts';
import type { Scorer } from './scorer.ts';

/** Why two records are in no group of the auto band: something in the two alone, or of their groups, or of the whole file. */
export type NotInBand = NotAuto | 'closed' | 'equal-rows' | 'large' | 'fits-another' | 'by-word' | 'group';

interface Banded {
  scorer: Scorer;
  /** Null: closed. */
  band: AutoBand | null;
  times: Uint32Array;
  lines: { review: number; auto: number };
}

const WORDS: Record<number, NotInBand> = {
  [OUT.equal]: 'equal-rows',
  [OUT.large]: 'large',
  [OUT.another]: 'fits-another',
  [OUT.word]: 'by-word',
};

/** Null: they are in one. */
export function notInBand({ scorer, band, times, lines }: Banded, a: number, b: number): NotInBand | null {
  const isTogether = (one: AutoBand): boolean => rootOf(one.groups, a) === rootOf(one.groups, b);
  if (band !== null && isTogether(band) && [a, b].every((record) => isInBand(band, times, record))) return null;
  const { notAuto } = comparePair(scorer, { a, b, lines });
  if (notAuto !== null) return notAuto;
  if (band === null) return 'closed';
  return WORDS[band.out[a] || (band.out[b] as number)] ?? 'group';
}

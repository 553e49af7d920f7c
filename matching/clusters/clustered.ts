import type { Trained } from '../model/trained.ts';
import type { Prepared } from '../records/prepared.ts';
import type { Turn } from '../turns.ts';
import { type Cohesion, cluster, cohesionFor, density, type Links } from './cohesion.ts';
import { forced } from './forced.ts';
import type { Forced } from './forced-links.ts';
import { copyOf } from './groups.ts';
import type { Scorer } from './scorer.ts';

const LOOSE = 0.2;

/** Clusters, and how much of each must hold together. */
export interface Clustered extends Cohesion {
  /** Without what a person's words force. */
  plain: Cohesion['groups'];
  forced: Pick<Forced, 'links' | 'refused'>;
  share: number;
  density: number;
}

export function* clustersOf(given: {
  links: Links;
  scorer: Scorer;
  prepared: Prepared;
  trained: Trained | null;
}): Generator<Turn, Clustered> {
  const { links, scorer, prepared, trained } = given;
  const { table, said, same } = prepared;
  const { groups: without, ...bySame } = yield* forced(table, { merge: [], same });
  const dense = trained === null ? yield* densityOf(links, scorer, copyOf(without)) : trained.cohesion;
  const plain = yield* cluster({ links, scorer, share: dense.share, from: without });
  if (said.merge.length === 0) return { ...plain, plain: plain.groups, forced: bySame, ...dense };
  const { groups: withWords, ...byWords } = yield* forced(table, { merge: said.merge, same });
  const all = yield* cluster({ links, scorer, share: dense.share, from: withWords });
  return { ...all, plain: plain.groups, forced: byWords, ...dense };
}

function* densityOf(
  links: Links,
  scorer: Scorer,
  from: Clustered['groups'],
): Generator<Turn, { share: number; density: number }> {
  const loose = yield* cluster({ links, scorer, share: LOOSE, from });
  const dense = density(links, loose.groups);
  return { share: cohesionFor(dense), density: dense.share };
}

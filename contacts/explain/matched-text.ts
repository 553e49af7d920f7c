import type { Evidence, PairReliance, PlanCluster } from '../plan.ts';
import { comparedAgain, type ShownKind } from '../planning/matched/shown-in.ts';
import { listed } from '../words/listed.ts';
import { bitsWords, fieldWords, probabilityWords, type StepSaid, stepWords } from './matched-words.ts';
import { notAutoWords } from './not-auto-words.ts';

const BAND = {
  auto: 'nothing known speaks against it',
  review: 'something may speak against it, or too little for it',
};

/**
 * How a matching came to a cluster: a waterfall for each two of it. Nothing where none did. It shows no value of a contact. `kinds`: what its
 * CRM shows of a contact.
 */
export function matchedLines(cluster: PlanCluster, kinds: readonly ShownKind[]): string[] {
  const { band, score, evidence = [], later = [], notAuto = [], relies = [] } = cluster;
  if (band === undefined) return [];
  const pairs = new Map<string, Evidence[]>();
  for (const one of evidence) {
    const pair = `${one.a} and ${one.b}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), one]);
  }
  return [
    `Found by matching, band ${band}: ${BAND[band]}. ${score === undefined ? '' : `Probability of whom fits least: ${probabilityWords(score)}`}`,
    ...[...pairs].flatMap(([pair, steps]) => [`${pair}:`, ...waterfall(steps)]),
    ...(notAuto.length === 0 ? [] : [`Kept out of the auto band: ${notAuto.map(notAutoWords).join('; ')}`]),
    ...againLines(relies, kinds),
    ...(later.length === 0 ? [] : [`May be the same person too, once this is merged: ${listed(later)}`]),
  ];
}

/** What is compared once more with the backups, and what cannot be. */
function againLines(relies: readonly PairReliance[], kinds: readonly ShownKind[]): string[] {
  const { again, not } = comparedAgain(relies, kinds);
  return [
    ...(again.length === 0 ? [] : [`Compared once more before it is merged: ${listed(again.map(fieldWords))}`]),
    ...(not.length === 0 ? [] : [`Not compared again, as the CRM does not show it: ${listed(not.map(fieldWords))}`]),
  ];
}

/** One line for each step, then their sum with what it makes. */
export function waterfall(steps: readonly (StepSaid & Pick<Evidence, 'weight'>)[]): string[] {
  const lines = steps.map((step) => [stepWords(step), bitsWords(step.weight)] as const);
  const sum = steps.reduce((all, { weight }) => all + weight, 0);
  const total = [`sum: one person with ${probabilityWords(1 / (1 + 2 ** -sum))}`, bitsWords(sum)] as const;
  const widest = Math.min(60, Math.max(...[...lines, total].map(([words]) => words.length)));
  return [...lines, total].map(([words, bits]) => `  ${words.padEnd(widest)}  ${bits.padStart(11)}`);
}

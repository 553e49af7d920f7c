import type { Evidence, PlanCluster } from '../../plan.ts';
import { listed } from '../../words/listed.ts';
import { consentText } from './cluster-text.ts';
import { confidenceText } from './dedup-code.ts';
import { phonesOf } from './head-lines.ts';
import { type KnownOfBase, NOTHING_KNOWN } from './known-of-base.ts';
import { takeBackText } from './take-back-text.ts';
import { withNames } from './with-names.ts';

/**
 * A cluster as its plan has it, the phone first: what each two have in common, who is kept and why, and what becomes of it; places by their
 * names and last touches as far as they are known.
 */
export function explainedLines(planned: PlanCluster, known: KnownOfBase = NOTHING_KNOWN): string[] {
  const cluster = withNames(planned, known);
  const {
    id,
    decision,
    reason,
    members,
    primary,
    strategy,
    evidence = [],
    fill = [],
    consent = [],
    later = [],
    takeBack = [],
  } = cluster;
  return [
    `${phonesOf(cluster).join(', ')}  ${decision}  ${confidenceText(cluster)}  cluster ${id}`,
    `Why: ${reason}`,
    `Kept: ${primary}, by the rule ${strategy}`,
    ...members.map(({ id: uid, name = '(no name)', updatedAt, fields = {}, keys = {} }) => {
      const channels = [...(keys.phones ?? []), ...(keys.emails ?? [])].map(({ written }) => written);
      const facts = Object.entries(fields).map(([field, value]) => `${field} ${value}`);
      return `  ${uid}  ${[name, ...channels, `changed ${updatedAt}`, ...facts].join('  ')}`;
    }),
    ...pairs(evidence),
    ...consent.map(consentText),
    ...fill.map(({ field, value, from }) => `Takes over ${field} ${value} from ${from}`),
    ...(later.length === 0 ? [] : [`Shares a number with ${listed(later)}: they come up once it is merged`]),
    ...takeBack.map(takeBackText),
  ];
}

/** `ct_1 and ct_2: phone 60, name 20: 80` */
function pairs(evidence: readonly Evidence[]): string[] {
  const byPair = new Map<string, Evidence[]>();
  for (const one of evidence)
    byPair.set(`${one.a} and ${one.b}`, [...(byPair.get(`${one.a} and ${one.b}`) ?? []), one]);
  return [...byPair].map(([pair, found]) => {
    const parts = found.map(({ field, weight }) => `${field} ${weight}`);
    return `${pair}: ${parts.join(', ')}: ${found.reduce((sum, { weight }) => sum + weight, 0)}`;
  });
}

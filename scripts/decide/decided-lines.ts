import type { DecidedSo } from '../../contacts/planning/decided-parts.ts';
import { listed } from '../../contacts/words/listed.ts';
import type { DecidedOnCluster } from '../../store/decisions/read-decided.ts';

/** What a person decided about a cluster, as `explain` shows it. */
export function decidedLines(decided: readonly DecidedOnCluster[]): string[] {
  return [
    '',
    'What a person decided',
    ...decided.flatMap(({ cluster, parts, said, by, because, at, undoneBy }) => [
      `  ${by}, ${at.slice(0, 16).replace('T', ' ')} UTC: ${saidText(said)}`,
      `    because: ${because}`,
      `    cluster ${cluster} is replaced by ${parts.length === 0 ? 'nothing: nobody of it is merged' : listed(parts)}`,
      ...(undoneBy === null ? [] : [`    taken back by ${undoneBy}`]),
    ]),
  ];
}

function saidText(said: DecidedSo): string {
  if ('primary' in said) return `${said.primary} is kept`;
  if ('without' in said) return `without ${listed(said.without)}`;
  return `split into ${said.split.map((ids) => ids.join(',')).join(' / ')}`;
}

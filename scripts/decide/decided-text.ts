import { fieldName, fieldValue } from '../../contacts/explain/field-text.ts';
import { lossOf } from '../../contacts/explain/loss.ts';
import type { DecidedPart } from '../../contacts/planning/decided-parts.ts';
import { counted } from '../../contacts/words/counted.ts';
import { listed } from '../../contacts/words/listed.ts';
import type { ToDecide } from '../../control/decisions/decide.ts';

/** What would become of a cluster, before anybody is asked. It shows contact data. */
export function decidedText({ cluster, decided }: ToDecide): string {
  const { parts, alone, apart } = decided;
  const others = alone.map((id) => `${id} is merged with nobody`);
  const lasting = apartTexts(apart);
  return [
    `Cluster ${cluster.id}, ${counted(cluster.members.length, 'contact')}`,
    ...parts.flatMap(partLines),
    ...others.map((line) => `  ${line}`),
    ...(lasting.length === 0 ? [] : [`  Not one person, in every run from now on: ${lasting.join('; ')}`]),
  ].join('\n');
}

/** Who is apart from several is named once: of twelve contacts a few may make dozens of pairs. */
function apartTexts(apart: readonly (readonly [string, string])[]): string[] {
  const others = new Map<string, string[]>();
  for (const [a, b] of apart) others.set(a, [...(others.get(a) ?? []), b]);
  return [...others].map(([a, them]) =>
    them.length === 1 ? `${a} and ${them[0]}` : `${a} and any of ${them.join(', ')}`,
  );
}

function partLines({ primary, members }: DecidedPart): string[] {
  const kept = members.find(({ id }) => id === primary);
  const duplicates = members.filter(({ id }) => id !== primary);
  const fate = `  ${primary} is kept; ${listed(duplicates.map(({ id }) => id))} merged into it`;
  if (kept === undefined) return [fate];
  const losses = duplicates.map((duplicate) => lossOf({ duplicate, primary: kept }));
  return [
    fate,
    ...losses.flatMap(({ duplicate, fields }) =>
      fields.map(
        (one) =>
          `    would be lost of ${duplicate}: ${fieldName(one.field)} ${fieldValue(one.value)} (${primary}: ${fieldValue(one.primary)})`,
      ),
    ),
  ];
}

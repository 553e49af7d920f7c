import type { PlanMember } from '../../contacts/plan.ts';
import { SHOWN_IN, type ShownKind } from '../../contacts/planning/matched/shown-in.ts';
import type { ShownCells } from '../../crm/crm.ts';
import { type ComparedTwo, compareTwo, levelNumber } from '../../matching/host/compare-two.ts';
import type { Reliance } from '../../store/runs/matched.ts';
import type { ShownDoubt } from '../../store/types.ts';

export interface ToCompareAgain {
  reliance: Reliance;
  /** Who is about to be merged: pairs of others are compared in their own turn. */
  duplicate: string;
  /** What the CRM shows of a contact; absent: of nobody it is known yet. */
  shown: ReadonlyMap<string, ShownCells>;
  kinds: readonly ShownKind[];
}

/** Fields whose difference a contradiction may rest on; others are not shown. */
const SEVERAL: readonly ShownKind[] = ['email', 'phone'];

/**
 * Where two of whom a matching said that they are one do not agree in the CRM as they do in the plan: in a field that it relied on, or because
 * something contradicts that did not in the file. Of a field that the CRM does not show nothing is said.
 */
export function changedMatch({ reliance, duplicate, shown, kinds }: ToCompareAgain): ShownDoubt[] {
  return reliance.relies
    .filter(({ a, b }) => a === duplicate || b === duplicate)
    .flatMap(({ a, b, fields }) => {
      const [found, foundOther] = [shown.get(a), shown.get(b)];
      if (found === undefined || foundOther === undefined) return [];
      const [one, other] = [only(found, kinds), only(foundOther, kinds)];
      const [before, beforeOther] = [plannedCells(reliance, a, kinds), plannedCells(reliance, b, kinds)];
      const planned = compareTwo(before, beforeOther);
      const now = compareTwo(one, other);
      const changed = new Set([
        ...fields.filter((field) => agreesLess(field, planned, now)).map(({ field }) => SHOWN_IN[field]),
        ...against(planned, now),
      ]);
      // Of a single name the file may have known whether it is the first or the last.
      const isAsPlanned = (kind: ShownKind): boolean => one[kind] === before[kind] && other[kind] === beforeOther[kind];
      return kinds
        .filter((kind) => changed.has(kind) && !isAsPlanned(kind))
        .map((kind): ShownDoubt => {
          const seen = [
            { contact: a, says: one[kind] ?? '', field: kind },
            { contact: b, says: other[kind] ?? '', field: kind },
          ];
          return { kind: 'match', seen };
        });
    });
}

function agreesLess(relied: { field: string; level?: string }, planned: ComparedTwo, now: ComparedTwo): boolean {
  const { field } = relied;
  if (SHOWN_IN[field] === undefined) return false;
  // With a country of the file's telephone numbers, or its other columns, the plan may have seen more.
  const before = planned.levels.get(field) ?? levelNumber(relied) ?? 0;
  return (now.levels.get(field) ?? 0) < before;
}

function against(planned: ComparedTwo, now: ComparedTwo): ShownKind[] {
  if (now.contradiction === null || now.contradiction === planned.contradiction) return [];
  return now.contradiction === 'several-fields' ? [...SEVERAL] : ['full_name'];
}

function plannedCells({ members, email }: Reliance, id: string, kinds: readonly ShownKind[]): ShownCells {
  const member = members.find((one) => one.id === id);
  return member === undefined ? {} : only(cellsOf(member, email), kinds);
}

function cellsOf({ name, fields = {}, keys }: PlanMember, email: string): ShownCells {
  const names = [fields.first_name, fields.last_name].filter((part) => part !== undefined).join(' ');
  return {
    full_name: name ?? names,
    email: fields.email ?? keys?.emails?.[0]?.written ?? email,
    phone: fields.phone ?? '',
  };
}

function only(cells: ShownCells, kinds: readonly ShownKind[]): ShownCells {
  return Object.fromEntries(kinds.map((kind) => [kind, cells[kind] ?? '']));
}

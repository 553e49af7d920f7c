import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../contacts/plan.ts';
import { planText } from '../../contacts/planning/plan-text.ts';
import type { Scene } from '../support/scene.ts';

export const HEADER =
  'Email,External Ref,Modified By Name,User ID,Type,Display ID,Devrev Account ID,Devrev Account Name,Updated At,CXP User id,Updated by BI service,,Linked to acc,Tickets';

/** Writes the plan as preview would, and returns its path. */
export function planFile({ folder }: Pick<Scene, 'folder'>, plan: Plan): string {
  const path = join(folder, `plan-${plan.digest.slice(0, 6)}.json`);
  writeFileSync(path, [...planText(plan)].join(''));
  return path;
}

/** Writes a CSV in which, for each e-mail, the first contact is the one whose external ref starts with `user_`. */
export function csvFileOf({ folder }: Pick<Scene, 'folder'>, contacts: Record<string, string[]>): string {
  const rows = Object.entries(contacts).flatMap(([email, ids]) =>
    ids.map((id, index) => {
      const ref = index === 0 ? `user_${id}` : id;
      return `${email},${ref},0,0,0,${id},ACC-1,Example,2025-01-15 9:05,,FALSE,,TRUE,1`;
    }),
  );
  const path = join(folder, 'contacts.csv');
  writeFileSync(path, `${[HEADER, ...rows].join('\n')}\n`);
  return path;
}

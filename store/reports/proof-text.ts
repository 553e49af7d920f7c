import type { RelationDescription } from '../../crm/crm.ts';
import type { Proof } from '../types.ts';

/** A proof as reports name it: `tickets`, `a person and the tickets`, `pointer`, … */
export function proofText(proof: Proof, relations: readonly RelationDescription[]): string {
  if (proof === 'a person') return `a person and the ${relations[0]?.noun.many ?? 'contacts'}`;
  const proving = relations.find(({ name }) => proof === `by ${name}`);
  return proving?.noun.many ?? proof;
}

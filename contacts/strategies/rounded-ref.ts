import type { PlanMember } from '../plan.ts';

/** `1.23457E+15`: a spreadsheet has rounded a long number, and several of them read the same now. */
export function isRounded(ref: string): boolean {
  return /^[+-]?\d([.,]\d+)?E[+-]?\d+$/i.test(ref);
}

/** References that are equal only because a spreadsheet rounded them: they tell nothing of who is who. */
export function roundedRefDoubts(members: readonly PlanMember[]): string[] {
  const rounded = members.filter(({ externalRef }) => isRounded(externalRef));
  const doubts = rounded
    .filter(({ externalRef, userId }) => externalRef === userId)
    .map(({ id, externalRef }) => `a spreadsheet rounded the external ref and the user id of ${id} to ${externalRef}`);
  for (const ref of new Set(rounded.map(({ externalRef }) => externalRef))) {
    const ids = rounded.filter(({ externalRef }) => externalRef === ref).map(({ id }) => id);
    if (ids.length > 1) doubts.push(`a spreadsheet rounded the external refs of ${ids.join(', ')} to ${ref}`);
  }
  return doubts;
}

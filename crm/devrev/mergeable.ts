import type { MergeFacts, Unmergeable } from '../crm.ts';

/** States in which DevRev documents a living contact; a future one stops automatic merging. */
const STATES = ['active', 'shadow', 'unassigned', 'locked', 'deactivated'];

/** DevRev merges living contacts that are both verified or both not. Where it does not say whether one is, nothing speaks against it. */
export function mergeable(primary: MergeFacts, duplicate: MergeFacts): Unmergeable | null {
  const odd = [primary, duplicate].find(({ state }) => !STATES.includes(state));
  if (odd !== undefined)
    return { code: 'state', text: `${odd.displayId} is in state '${odd.state}', which this tool does not know` };
  const both = [primary.isVerified, duplicate.isVerified];
  if (both.includes(null) || both[0] === both[1]) return null;
  return {
    code: 'verified',
    text: 'one contact is verified and the other is not: DevRev does not merge such a pair',
  };
}

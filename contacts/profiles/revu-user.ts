import type { PlanCluster, PlanMember } from '../plan.ts';
import type { Choice } from '../strategies/choose-primary.ts';
import { newestOf, newestThenLowestId } from '../strategies/newest-then-lowest-id.ts';
import { hasRevuRef, hasUserRef, REVU_PREFIX, revuRef } from '../strategies/revu-ref.ts';
import type { ExternalRefChange, Profile } from './profile.ts';
import { EXAMPLE_REVU_ID, revuId } from './revu-id.ts';
import { REVU_USER_COLUMNS, REVU_USER_NEEDED, revuUserLayout } from './revu-user-layout.ts';

/** Contacts as a query on DevRev's tables in Snowflake exports them: 8 columns in any order. */
export const revuUser: Profile = {
  name: 'revu-user',
  crm: 'devrev',
  needed: REVU_USER_NEEDED,
  columns: REVU_USER_COLUMNS,
  layout: revuUserLayout,
  contactId: revuId,
  exampleId: EXAMPLE_REVU_ID,
  strategies: [revuRef, newestThenLowestId],
  doubts,
  externalRef,
};

function doubts({ steps }: Choice<PlanMember>): string[] {
  const own = (steps[0]?.from ?? []).filter((member) => hasRevuRef(member.externalRef)).map(({ id }) => id);
  if (own.length === 1) return [];
  if (own.length === 0) return [`no contact has an external ref that starts with '${REVU_PREFIX}'`];
  return [`${own.length} contacts have an external ref that starts with '${REVU_PREFIX}': ${own.join(', ')}`];
}

/** The newest `user_…` ref of the duplicates; a primary that has such a ref itself, because no other was there, keeps it. */
function externalRef({ primary, members }: Pick<PlanCluster, 'primary' | 'members'>): ExternalRefChange | null {
  const kept = members.find(({ id }) => id === primary);
  if (kept === undefined || !hasRevuRef(kept.externalRef)) return null;
  const [newest] = newestOf(members.filter((one) => one !== kept && hasUserRef(one.externalRef)));
  return newest === undefined ? null : { from: newest.id, oldRef: kept.externalRef, newRef: newest.externalRef };
}

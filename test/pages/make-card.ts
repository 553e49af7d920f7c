import { explainCluster } from '../../contacts/explain/explain.ts';
import type { PlanCluster, PlanMember } from '../../contacts/plan.ts';
import { profileNamed } from '../../contacts/profiles/profiles.ts';
import type { ReviewCard } from '../../pages/review/card.ts';
import { RULES } from '../contacts/make.ts';

export function member(id: string, more: Partial<PlanMember> = {}): PlanMember {
  return {
    ...{ id, externalRef: `ref of ${id}`, modifiedBy: '', userId: '', accountId: 'ACC-1', accountName: 'Example' },
    ...{ updatedAt: '2025-01-15T09:05:00.000Z', updatedByBi: false, tickets: 2 },
    ...more,
  };
}

/** A cluster that keeps the first of these. */
export function clusterWith(members: PlanMember[], more: Partial<PlanCluster> = {}): PlanCluster {
  const [primary = '', ...duplicates] = members.map(({ id }) => id);
  return {
    ...{
      id: 'c'.repeat(32),
      email: 'ann@example.com',
      decision: 'review',
      strategy: 'cxp-uid',
      reason: 'made for a test',
    },
    ...{ primary, duplicates, members },
    ...more,
  };
}

/** A card of a cluster that waits, of a run of DevRev. */
export function makeCard(cluster: PlanCluster, more: Partial<ReviewCard> = {}): ReviewCard {
  const profile = profileNamed('external-contacts');
  return {
    run: { id: 'abcdef012345-1', crm: 'devrev', org: 'ORG-1', dryRun: false, state: 'open' },
    cluster,
    known: null,
    shown: {
      ...{ state: 'undecided', ordinal: 1, digest: 'd', reason: null, why: null, doubts: [], refused: null },
      ...{ matched: false, beside: [], tag: 'tag-of-what-was-shown' },
    },
    explanation: profile === undefined ? null : explainCluster({ cluster, profile, rules: RULES }),
    kinds: [],
    decided: [],
    taken: null,
    queue: { before: null, behind: null, waiting: 3 },
    query: '',
    mayDecide: true,
    look: null,
    canLook: true,
    told: null,
    description: { consent: 'custom-fields' },
    consent: [],
    refChange: null,
    ...more,
  };
}

/** Its elements without their texts' meaning: what a browser would see as tags. */
export function tagsOf(page: string): string[] {
  return [...page.matchAll(/<\/?([a-zA-Z][^\s/>]*)/g)].map(([, tag]) => (tag ?? '').toLowerCase());
}

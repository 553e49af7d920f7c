import type { BaseChannel, BaseContact } from '../../../contacts/base/base-contact.ts';
import { baseInMemory } from '../../../contacts/base/in-memory.ts';
import { type BaseMember, baseMember } from '../../../contacts/base/member.ts';
import { planBase } from '../../../contacts/base/plan-base.ts';
import type { PlannedBaseCluster } from '../../../contacts/base/plan-base-cluster.ts';
import { type BasePolicy, DEFAULT_POLICY } from '../../../contacts/base/policy.ts';
import type { RegionRules } from '../../../contacts/base/regions.ts';

/** A contact with nothing but what is named. */
export function baseContact(given: Partial<BaseContact> & { uid: string }): BaseContact {
  return {
    name: '',
    updatedAt: '2026-01-01T00:00:00Z',
    channels: [],
    tags: [],
    locations: [],
    fields: {},
    conversations: 0,
    ...given,
  };
}

export function phone(identifier: string, given: Partial<BaseChannel> = {}): BaseChannel {
  return { kind: 'phone', identifier, optedOutAt: null, marketingLocations: [], ...given };
}

export function email(identifier: string, given: Partial<BaseChannel> = {}): BaseChannel {
  return { kind: 'email', identifier, optedOutAt: null, marketingLocations: [], ...given };
}

export const AU: RegionRules = { locations: new Map(), regions: new Map(), region: 'AU' };

export function member(given: Partial<BaseContact> & { uid: string }): BaseMember {
  return baseMember(baseContact(given), AU);
}

export async function planned(
  contacts: readonly BaseContact[],
  { policy = {}, regions = AU }: { policy?: Partial<BasePolicy>; regions?: RegionRules } = {},
): Promise<{ clusters: PlannedBaseCluster[]; text: string }> {
  const clusters: PlannedBaseCluster[] = [];
  let text = '';
  const { lastText } = await planBase({
    source: baseInMemory(contacts),
    crm: 'podium',
    policy: { ...DEFAULT_POLICY, ...policy },
    regions,
    onCluster: (cluster, piece) => {
      clusters.push(cluster);
      text += piece;
    },
  });
  return { clusters, text: text + lastText };
}

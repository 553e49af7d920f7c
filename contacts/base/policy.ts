import { DEFAULT_SHORT_NAMES } from '../names/default-short-names.ts';
import type { ShortNames } from '../names/short-names.ts';
import type { NeverMerge } from '../planning/never-merge.ts';
import { DEFAULT_ROLE_ADDRESSES } from '../rules/default-role-addresses.ts';
import { type RoleAddresses, roleAddresses } from '../rules/role-addresses.ts';
import { DEFAULT_THRESHOLD } from './confidence.ts';
import type { AcrossLocations } from './key-groups.ts';

/** What an owner decides about contacts of a base. */
export interface BasePolicy {
  /** In hundredths: the least that merges without a person. */
  threshold: number;
  /** What happens to contacts that have no place in common. Never less careful than the other rules. */
  crossLocation: 'review' | 'auto_merge';
  shortNames: ShortNames;
  roleAddresses: RoleAddresses;
  /** Pairs that a person knows to be two people: nobody approves a cluster that has both. */
  neverMerge: NeverMerge;
}

export const DEFAULT_POLICY: BasePolicy = {
  threshold: DEFAULT_THRESHOLD,
  crossLocation: 'review',
  shortNames: DEFAULT_SHORT_NAMES,
  roleAddresses: roleAddresses(DEFAULT_ROLE_ADDRESSES),
  neverMerge: new Map(),
};

export function acrossLocations({ crossLocation }: Pick<BasePolicy, 'crossLocation'>): AcrossLocations {
  return crossLocation === 'auto_merge' ? 'together' : 'separately';
}

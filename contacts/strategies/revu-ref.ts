import type { Strategy } from './strategy.ts';

/** What DevRev's own references and those of the product's users begin with, at the very start. */
export const REVU_PREFIX = 'REVU-';
export const USER_PREFIX = 'user_';

/** DevRev's own contact is kept; those that the product's sign-up made are merged into it. */
export const revuRef: Strategy = {
  name: 'revu-ref',
  because: () => `whose external ref starts with '${REVU_PREFIX}'`,
  keep: (candidates) => candidates.filter(({ externalRef }) => hasRevuRef(externalRef)),
};

export function hasRevuRef(externalRef: string): boolean {
  return externalRef.length > REVU_PREFIX.length && externalRef.startsWith(REVU_PREFIX);
}

export function hasUserRef(externalRef: string): boolean {
  return externalRef.length > USER_PREFIX.length && externalRef.startsWith(USER_PREFIX);
}

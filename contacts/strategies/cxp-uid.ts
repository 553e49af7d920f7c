import type { Strategy } from './strategy.ts';

/** The external ref is a CXP user id: a true prefix, with the id behind it. */
export const cxpUid: Strategy = {
  name: 'cxp-uid',
  because: (rules) => `whose external ref starts with '${rules.cxpPrefix}'`,
  keep: (candidates, { cxpPrefix }) =>
    candidates.filter(({ externalRef }) => externalRef.length > cxpPrefix.length && externalRef.startsWith(cxpPrefix)),
};

import { isNamed } from '../rules/name-list.ts';
import type { Strategy } from './strategy.ts';

/** Not in an "other" account, where contacts wait until somebody knows their real one. */
export const otherAccount: Strategy = {
  name: 'other-account',
  because: (rules) => `that is not in an "other" account (${rules.otherAccounts.names.join(' | ')})`,
  keep: (candidates, rules) => candidates.filter(({ accountName }) => !isNamed(rules.otherAccounts, accountName)),
};

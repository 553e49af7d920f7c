import { isNamed } from '../rules/name-list.ts';
import type { Strategy } from './strategy.ts';

/** Not in a generic account: the specific one of the same company is called `Upwork - …` and knows more. */
export const genericAccount: Strategy = {
  name: 'generic-account',
  because: (rules) => `that is not in a generic account (${rules.genericAccounts.names.join(' | ')})`,
  keep: (candidates, rules) => candidates.filter(({ accountName }) => !isNamed(rules.genericAccounts, accountName)),
};

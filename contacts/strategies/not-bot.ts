import { isNamed } from '../rules/name-list.ts';
import type { Strategy } from './strategy.ts';

/** Last amended by a person, not by the bot that imports. */
export const notBot: Strategy = {
  name: 'not-bot',
  because: (rules) => `that was not last amended by a bot (${rules.botNames.names.join(' | ')})`,
  keep: (candidates, rules) => candidates.filter(({ modifiedBy }) => !isNamed(rules.botNames, modifiedBy)),
};

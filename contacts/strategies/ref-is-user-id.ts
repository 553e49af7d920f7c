import { isRounded } from './rounded-ref.ts';
import type { Strategy } from './strategy.ts';

export const refIsUserId: Strategy = {
  name: 'ref-is-user-id',
  because: () => 'whose external ref equals its user id',
  keep: (candidates) =>
    candidates.filter(
      ({ externalRef, userId }) => externalRef !== '' && externalRef === userId && !isRounded(externalRef),
    ),
};

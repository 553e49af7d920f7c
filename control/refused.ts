import type { Reason } from '../store/reasons.ts';

/**
 * What a person asked for cannot be done as things stand; nothing was changed. The message says why and what to do; where
 * there is `why`, its words are the message, and whoever shows it makes them.
 */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly exitCode = 2;
  readonly why: Reason | null;

  constructor(message: string, { why = null }: { why?: Reason | null } = {}) {
    super(message);
    this.why = why;
  }
}

/** Somebody whom the work needs does not answer: the CRM, or any worker. The message says what to do. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  readonly exitCode = 6;
}

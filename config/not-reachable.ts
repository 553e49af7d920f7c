/** A server that is needed is not there. The message says what to do. Exit code 6. */
export class NotReachable extends Error {
  override readonly name = 'NotReachable';
  readonly exitCode = 6;
}

/** The demo did not go as it should. The message says what happened. Exit code 5. */
export class DemoFailed extends Error {
  override readonly name = 'DemoFailed';
  readonly exitCode = 5;
}

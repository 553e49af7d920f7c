/** What a person asked for cannot be done as things stand; nothing was changed. The message says why and what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly exitCode = 2;
}

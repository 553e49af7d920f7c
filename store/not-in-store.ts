/**
 * A step asks for what this database does not have. That says nothing about the run: the step may be another database's, or this one
 * may be older than its workflows. So it is an error, and never an empty answer.
 */
export class NotInStore extends Error {
  override readonly name = 'NotInStore';

  constructor(what: string) {
    super(`${what} is not in the store`);
  }
}

/** A workflow asks for what is another's, or nobody's: it was started by hand, or its time is over. */
export class NotItsOwn extends Error {
  override readonly name = 'NotItsOwn';
}

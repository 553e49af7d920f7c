/** An activity that does nothing: what is left is what Temporal costs. */
export async function noop(): Promise<void> {}

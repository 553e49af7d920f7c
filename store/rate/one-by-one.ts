/**
 * Lets one piece of work run at a time. Each caller would keep a connection of the pool while it waits for the budget's row, and
 * none would be left for the one that tells them all to stop.
 */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };
}

/**
 * Acts after so many milliseconds. Where this thread was busy for so long, what has arrived meanwhile comes first. Returns what calls it
 * off.
 */
export function after(ms: number, act: () => void): () => void {
  let due: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => {
    due = setImmediate(act);
  }, ms);
  return () => {
    clearTimeout(timer);
    clearImmediate(due);
  };
}

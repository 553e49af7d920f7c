/** What projects of one test run share: each loads its setup anew, but all in one process. */
const SHARED = Symbol.for('contact-dedupe.once-per-run');

interface Kept<T> {
  value: T;
  drop(): Promise<void> | void;
}

interface Shared {
  kept: Promise<Kept<unknown>>;
  users: number;
}

/** Makes it for the first project that asks, gives it to the others, and drops it when the last one has left. */
export async function oncePerRun<T>(
  name: string,
  make: () => Promise<Kept<T>>,
): Promise<{ value: T; leave: () => Promise<void> }> {
  const all = everything();
  const shared = all.get(name) ?? { kept: make(), users: 0 };
  all.set(name, shared);
  shared.users += 1;
  const { value, drop } = (await shared.kept) as Kept<T>;
  const leave = async (): Promise<void> => {
    shared.users -= 1;
    if (shared.users > 0) return;
    all.delete(name);
    await drop();
  };
  return { value, leave };
}

function everything(): Map<string, Shared> {
  const here = globalThis as { [SHARED]?: Map<string, Shared> };
  here[SHARED] ??= new Map();
  return here[SHARED];
}

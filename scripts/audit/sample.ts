import { createHash } from 'node:crypto';

/** As many of these as are wanted, the same ones for the same seed, in the order given. */
export function sampleOf<T extends { name: string }>(
  all: readonly T[],
  { size, seed }: { size: number; seed: string },
): T[] {
  if (size >= all.length) return [...all];
  const place = (name: string): string => createHash('sha256').update(`${seed} ${name}`).digest('hex');
  const placed = all.map((one) => ({ name: one.name, at: place(one.name) }));
  const chosen = new Set(
    placed
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .slice(0, size)
      .map(({ name }) => name),
  );
  return all.filter(({ name }) => chosen.has(name));
}

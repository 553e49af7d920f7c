/** One line of the table and of `results.json`. */
export interface Measurement {
  name: string;
  value: number;
  unit: string;
  /** What the figure should be, where there is a goal. */
  goal?: { atLeast: number } | { atMost: number };
  /** Under what circumstances, in words. */
  note?: string;
}

export interface Benchmark {
  about: string;
  run: (options: BenchOptions) => Promise<Measurement[]>;
}

export interface BenchOptions {
  /** A tenth of the work: to see that it runs, not for figures. */
  quick: boolean;
  /** Folder of labelled sets to be matched instead of what is generated; null: none. Only `matching` has any. */
  sets: string | null;
}

export function isMet({ value, goal }: Measurement): boolean {
  if (goal === undefined) return true;
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost;
}

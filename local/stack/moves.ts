import type { Half } from './halves.ts';

/** Tells whoever waits that a server is at another address than before. */
export interface Moves {
  tell(half: Half): void;
  /** Settles with the name of the next one that moves. */
  next(): Promise<Half>;
}

export function createMoves(): Moves {
  let waiting: ((half: Half) => void)[] = [];
  return {
    tell: (half) => {
      for (const resolve of waiting) resolve(half);
      waiting = [];
    },
    next: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

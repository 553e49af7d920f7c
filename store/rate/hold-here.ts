/** A wait that this process was told of itself: it holds before the store knows of it, and while the store is away. */
export interface HoldHere {
  begin(forMs: number): void;
  /** 0 when there is none. */
  leftMs(): number;
}

export function createHoldHere(): HoldHere {
  let until = 0;
  return {
    begin: (forMs) => {
      until = Math.max(until, performance.now() + forMs);
    },
    leftMs: () => Math.max(0, until - performance.now()),
  };
}

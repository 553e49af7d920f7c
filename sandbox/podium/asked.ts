import type { PodiumCore } from './core.ts';

/** One request that was let in. */
export interface Asked {
  core: PodiumCore;
  method: string;
  url: URL;
  body: Record<string, unknown>;
  /** What becomes of a write that is accepted. */
  landing: Landing;
}

/** When an accepted write is done: in the turn of its answer, later, or never. */
export type Landing = { afterMs: number } | 'never';

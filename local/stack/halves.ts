import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the stack keeps its data in: each is of no use without the other. */
export type Half = 'Temporal' | 'Postgres';

/** The half that is new although this folder had a whole stack before; null where nothing is lost. */
export function lostHalf(dataDir: string, isNew: Record<Half, boolean>): Half | null {
  if (!existsSync(noteOf(dataDir)) || isNew.Temporal === isNew.Postgres) return null;
  return isNew.Temporal ? 'Temporal' : 'Postgres';
}

/** Remembers that both are there. */
export function noteWhole(dataDir: string): void {
  writeFileSync(noteOf(dataDir), 'A Temporal and a Postgres were here that belong together.\n', { mode: 0o600 });
}

function noteOf(dataDir: string): string {
  return join(dataDir, 'stack-was-whole');
}

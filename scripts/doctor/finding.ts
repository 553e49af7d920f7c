import { EXIT } from '../cli/fail.ts';

/** What one check found. */
export interface Finding {
  status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** In words, without any secret. */
  found: string;
  /** What to do about it; null where there is nothing, or `found` says it. */
  todo: string | null;
  /** What the script ends with for this alone: 0, 2 wrong settings, 6 somebody cannot be reached, 5 anything else. */
  exit: number;
}

/** Something that several checks need: known, or what its own check says instead, and why the others cannot run. */
export type Fact<T> = { known: T } | { known: null; finding: Finding; because: string };

export function ok(found: string): Finding {
  return { status: 'ok', found, todo: null, exit: EXIT.done };
}

export function warning(found: string, todo: string | null = null): Finding {
  return { status: 'warning', found, todo, exit: EXIT.done };
}

export function failed(options: { found: string; todo?: string | null; exit: number }): Finding {
  const { found, todo = null, exit } = options;
  return { status: 'failed', found, todo, exit };
}

/** It cannot run because another one failed: ends as that one does. */
export function skipped({ because, finding: { exit } }: { because: string; finding: Pick<Finding, 'exit'> }): Finding {
  return { status: 'skipped', found: because, todo: null, exit };
}

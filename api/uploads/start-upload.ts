import type { Env } from '../../config/variables.ts';
import type { Upload } from './upload-state.ts';
import { verbProcess } from './verb-process.ts';

/** How a person wants the run. */
export interface StartWish {
  dryRun: boolean;
  canary: number;
  /** Null: all that are approved. */
  limit: number | null;
  /** `auto`: what the rules are sure of is approved with the start. */
  approve: 'auto' | 'none';
}

/** Starts a run of the plan as the verb does, with all that it checks before. Returns what became of the upload. */
export async function startUpload(request: {
  plan: string;
  wish: StartWish;
  program: string;
  env: Env;
  signal: AbortSignal;
}): Promise<Partial<Upload>> {
  const { plan, wish, program, env, signal } = request;
  const { dryRun, canary, limit, approve } = wish;
  const args = [
    ...['start', '--plan', plan, '--approve', approve, '--canary', String(canary), '--yes', '--json'],
    ...(limit === null ? [] : ['--limit', String(limit)]),
    ...(dryRun ? ['--dry-run'] : []),
  ];
  try {
    const end = await verbProcess({ program, args, env, signal });
    const run = end.code === 0 ? runIn(end.stdout) : null;
    if (run !== null) return { state: { is: 'started', run } };
    return { state: { is: 'ready' }, notStarted: end.stderr.trim() || 'It ended without a word' };
  } catch {
    return { state: { is: 'ready' }, notStarted: 'The start broke off: look whether there is a run of it' };
  }
}

/** Null where nothing was started: a plan without clusters. */
function runIn(stdout: string): string | null {
  for (const line of stdout.trim().split('\n')) {
    try {
      const { run } = JSON.parse(line) as { run?: unknown };
      if (typeof run === 'string') return run;
    } catch {
      // What else is said is no JSON.
    }
  }
  return null;
}

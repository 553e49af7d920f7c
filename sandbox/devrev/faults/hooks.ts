import type { Core } from '../core.ts';
import type { BittenHook } from './fault-book.ts';
import { performAct } from './perform-act.ts';

/** Runs the hooks that wait for this moment. One that fails says so in its bite; the request goes on. */
export async function runHooks(options: { core: Core; hooks: BittenHook[]; when: 'request' | 'apply' }): Promise<void> {
  const { core, hooks, when } = options;
  for (const { do: what, bite } of hooks) {
    if ((what.when ?? 'request') !== when) continue;
    try {
      if (what.kind === 'act') performAct({ core, act: what.act });
      else await what.run();
      bite.applied = true;
    } catch (error) {
      bite.error = error instanceof Error ? error.message : String(error);
    }
  }
}

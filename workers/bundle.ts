import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, Runtime, type WorkerOptions } from '@temporalio/worker';
import type { Config } from '../config/env.ts';

export type Bundle = NonNullable<WorkerOptions['workflowBundle']>;

/** The workflows' code, built ahead or made at the first call, and kept: a process makes it once. */
export function keptBundle({ workflowBundle: codePath }: Pick<Config, 'workflowBundle'>): () => Promise<Bundle> {
  let made: Promise<Bundle> | null = null;
  return () => {
    made ??= codePath === null ? bundle() : Promise.resolve({ codePath });
    return made;
  };
}

function bundle(): Promise<Bundle> {
  const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));
  return bundleWorkflowCode({ workflowsPath, logger: Runtime.instance().logger });
}

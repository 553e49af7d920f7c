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
  const path = (name: string): string => fileURLToPath(new URL(`../workflows/${name}`, import.meta.url));
  const paths = { workflowsPath: path('index.ts'), payloadConverterPath: path('payload-converter.ts') };
  return bundleWorkflowCode({ ...paths, logger: Runtime.instance().logger });
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const HERE = fileURLToPath(new URL('../../', import.meta.url));

/** Bundles the workflows once; every worker of a test run loads the result. `source`: another tree than this one. */
export async function buildBundle(folder: string, source: string = HERE): Promise<string> {
  const workflowsPath = join(source, 'workflows/index.ts');
  const payloadConverterPath = join(source, 'workflows/payload-converter.ts');
  const logger = new DefaultLogger('ERROR');
  const { code } = await bundleWorkflowCode({ workflowsPath, payloadConverterPath, logger });
  const path = join(folder, 'workflow-bundle.js');
  await writeFile(path, code);
  return path;
}

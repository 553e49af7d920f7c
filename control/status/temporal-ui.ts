import type { Config } from '../../config/env.ts';
import { findStack } from '../../local/stack/stack-file.ts';

/** Where the local stack's Temporal UI shows a workflow; null where nobody knows of a UI. */
export function temporalUiOf({ dataDir }: Pick<Config, 'dataDir'>, workflowId: string): string | null {
  const stack = findStack(dataDir);
  if (!stack?.uiUrl) return null;
  return `${stack.uiUrl}/namespaces/${encodeURIComponent(stack.namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}

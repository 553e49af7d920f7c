import type { WorldArtifact } from '../../../samples/world/world.ts';
import { toDon } from './ids.ts';
import type { View } from './view.ts';

export function showArtifact({ view, artifact }: { view: View; artifact: WorldArtifact }): Record<string, unknown> {
  const { id, name, type, size } = artifact;
  return { id: toDon({ org: view.org, displayId: id }), display_id: id, file: { name, type, size } };
}

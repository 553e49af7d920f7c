import type { WorldArtifact } from '../../../samples/world/world.ts';
import { toDon } from './ids.ts';
import type { View } from './view.ts';

/** A list of files; absent, not empty, where there are none. */
export function showArtifacts({
  view,
  artifacts = [],
}: {
  view: View;
  artifacts?: readonly WorldArtifact[] | undefined;
}): Record<string, unknown>[] | undefined {
  return artifacts.length > 0 ? artifacts.map((artifact) => showArtifact({ view, artifact })) : undefined;
}

export function showArtifact({ view, artifact }: { view: View; artifact: WorldArtifact }): Record<string, unknown> {
  const { id, name, type, size } = artifact;
  return { id: toDon({ org: view.org, displayId: id }), display_id: id, file: { name, type, size } };
}

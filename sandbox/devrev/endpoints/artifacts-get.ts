import { idOf, text } from '../input.ts';
import { notFound } from '../problems.ts';
import type { ArtifactRecord } from '../records.ts';
import { type Call, type Route, read } from '../route.ts';
import { showArtifact } from '../show-artifact.ts';
import { readScopes } from '../tokens.ts';

export const artifactsGet: Route = {
  write: false,
  scopes: readScopes('artifact'),
  fields: { id: 'id', version: 'string' },
  required: ['id'],
  handle(call) {
    const artifact = findArtifact(call);
    return read({
      artifact: showArtifact({ view: call.view, artifact }),
      version: { version: '1', timestamp: artifact.createdAt },
    });
  },
};

export function findArtifact({ view, input }: Call): ArtifactRecord {
  const artifact = view.artifact(idOf({ input, name: 'id', kinds: ['artifact'], org: view.org }));
  const version = text({ input, name: 'version' }) ?? '1';
  if (artifact === undefined || version !== '1') throw notFound();
  return artifact;
}

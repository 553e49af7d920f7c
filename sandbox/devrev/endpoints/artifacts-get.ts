import { idOf, text } from '../http/input.ts';
import { notFound } from '../http/problems.ts';
import { type Call, type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
import type { ArtifactRecord } from '../objects/records.ts';
import { showArtifact } from '../objects/show-artifact.ts';

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

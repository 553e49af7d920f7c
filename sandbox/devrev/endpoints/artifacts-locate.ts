import { signAttachmentUrl } from '../attachment-url.ts';
import { type Route, read } from '../route.ts';
import { readScopes } from '../tokens.ts';
import { findArtifact } from './artifacts-get.ts';

export const artifactsLocate: Route = {
  write: false,
  scopes: readScopes('artifact'),
  fields: { id: 'id', version: 'string' },
  required: ['id'],
  handle(call) {
    const { origins, secret, settings } = call.core;
    const expiresAt = Date.now() + settings.attachmentUrlTtlMs;
    const url = signAttachmentUrl({ origin: origins.attachments, id: findArtifact(call).id, expiresAt, secret });
    return read({ url, expires_at: new Date(expiresAt).toISOString() });
  },
};

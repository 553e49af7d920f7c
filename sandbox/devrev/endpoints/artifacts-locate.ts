import { signAttachmentUrl } from '../http/attachment-url.ts';
import { type Route, read } from '../http/route.ts';
import { readScopes } from '../http/tokens.ts';
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

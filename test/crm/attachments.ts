import type { ServerResponse } from 'node:http';
import type { CrmAttachment } from '../../crm/crm.ts';
import { type Received, sendJson, startServer, type TestServer } from './servers.ts';

export interface AttachmentWorld {
  api: TestServer;
  files: TestServer;
}

/** A DevRev that locates every artifact at `url(n)` for the n-th time, and the other origin that holds the files. */
export async function attachmentWorld(options: {
  serve: (request: Received, response: ServerResponse) => void;
  url?: (time: number, files: TestServer) => string;
}): Promise<AttachmentWorld> {
  const files = await startServer(options.serve);
  const url = options.url ?? ((time) => `${files.origin}/file?time=${time}&sig=a%2Fb`);
  const api: TestServer = await startServer((_request, response) =>
    sendJson(response, 200, { url: url(api.requests.length, files), expires_at: '2026-01-01T00:00:00Z' }),
  );
  return { api, files };
}

export function attachment(size: number): CrmAttachment {
  return { id: 'don:core:dvrv-us-1:devo/ACME12:artifact/1', name: 'invoice.pdf', type: 'application/pdf', size };
}

/** A `write` that keeps what it gets. */
export function memory(): { write: (chunk: Uint8Array) => Promise<void>; text: () => string } {
  const chunks: Uint8Array[] = [];
  return {
    write: async (chunk) => void chunks.push(Uint8Array.from(chunk)),
    text: () => Buffer.concat(chunks).toString(),
  };
}

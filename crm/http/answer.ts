import type { IncomingHttpHeaders } from 'node:http';

/** One whole answer, whatever its status. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Uint8Array;
}

import type { Socket } from 'node:net';

/** One request as it arrived. `status` stays null when no answer was written (dropped, hung). */
export interface RequestEntry {
  seq: number;
  requestId: string;
  /** Milliseconds since 1970, when the headers had arrived. */
  at: number;
  method: string;
  /** The dotted path, `attachment` on the other origin, or the path as sent when there is no such route. */
  path: string;
  /** Name of the token; null when none was accepted. */
  token: string | null;
  status: number | null;
  write: boolean;
  unknownPath: boolean;
  overBudget: boolean;
  /** Display ids of what the request asks about. */
  subjects: string[];
  /** Set for merges. */
  primary: string | null;
  duplicate: string | null;
  /** Kinds of the faults that bit. */
  faults: string[];
  /** Number of the connection, and of the request on it. */
  connection: number;
  requestOnConnection: number;
}

export interface RequestLog {
  open(request: { method: string; path: string; socket: Socket }): RequestEntry;
  all(): RequestEntry[];
}

export function createRequestLog(): RequestLog {
  const entries: RequestEntry[] = [];
  const connections = new WeakMap<Socket, { id: number; requests: number }>();
  let connectionCount = 0;
  return {
    open({ method, path, socket }) {
      const connection = connections.get(socket) ?? { id: ++connectionCount, requests: 0 };
      connection.requests += 1;
      connections.set(socket, connection);
      const seq = entries.length + 1;
      const entry: RequestEntry = {
        seq,
        requestId: `req-${seq}`,
        at: Date.now(),
        method,
        path,
        token: null,
        status: null,
        write: false,
        unknownPath: false,
        overBudget: false,
        subjects: [],
        primary: null,
        duplicate: null,
        faults: [],
        connection: connection.id,
        requestOnConnection: connection.requests,
      };
      entries.push(entry);
      return entry;
    },
    all: () => entries.slice(),
  };
}

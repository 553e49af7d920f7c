import type { Reply } from '../../kit/reply.ts';
import type { Core } from '../core.ts';
import type { FieldSource, Input } from '../objects/fields.ts';
import type { View } from '../objects/view.ts';
import type { Caller } from './tokens.ts';

/** What an endpoint gets to see of a request. */
export interface Call {
  core: Core;
  view: View;
  caller: Caller;
  requestId: string;
  path: string;
  /** Whether the caller asked for endpoints and fields in beta. */
  beta: boolean;
  input: Input;
}

/** What an endpoint wants to happen; faults decide whether, when and how. */
export type Outcome =
  | { kind: 'read'; reply: Reply }
  | { kind: 'update'; apply(cause: { requestId: string; fault: string | null }): void; reply(): Reply }
  | { kind: 'merge'; primary: string; duplicate: string; reply: Reply };

export interface Route extends FieldSource {
  write: boolean;
  /** Any one of them is enough; none means that any token is. */
  scopes: string[];
  handle(call: Call): Outcome;
}

export function read(body: Record<string, unknown>): Outcome {
  return { kind: 'read', reply: { status: 200, body } };
}

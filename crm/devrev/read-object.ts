import type { z } from 'zod';
import type { CallOptions } from '../crm.ts';
import { statusError } from '../http/failures.ts';
import { badAnswer, jsonObject, parseAnswer } from '../http/json.ts';
import type { DevrevPath } from './paths.ts';
import type { Transport } from './transport.ts';

/** One object by DON or display id, null when DevRev's own 404 says that there is none. Throws CrmError. */
export async function readObject<A, T extends { id: string; display_id?: string | null | undefined }>(request: {
  transport: Transport;
  path: DevrevPath;
  id: string;
  /** For an error's text, e.g. `ticket`. */
  what: string;
  schema: z.ZodType<A>;
  inside: (answer: A) => T;
  options: CallOptions | undefined;
}): Promise<T | null> {
  const { transport, path, id, what, schema, inside, options } = request;
  const call = `POST ${path}`;
  const answer = await transport.post(path, { id }, options);
  if (answer.status === 404 && isOwnNotFound(answer.body)) return null;
  if (answer.status === 404) throw badAnswer({ call, status: 404, problem: `is not a 404 of the ${what}` });
  if (answer.status !== 200) throw statusError(call, answer);
  const object = inside(parseAnswer({ call, status: 200, body: answer.body, schema }));
  if (object.id !== id && object.display_id !== id)
    throw badAnswer({ call, status: 200, problem: `holds another ${what}` });
  return object;
}

/**
 * Whoever takes a refusal (400, 403 or 404) for "there is none" may not take a proxy's. Throws CrmError `bad-answer` for one that is not
 * DevRev's own.
 */
export function expectOwnRefusal(call: string, { status, body }: { status: number; body: Uint8Array }): void {
  if ([400, 403, 404].includes(status) && !isOwnRefusal({ status, body }))
    throw badAnswer({ call, status, problem: 'is not a refusal of its own' });
}

/**
 * Whether a refusal (400, 403 or 404) is DevRev's own, whose errors have a type: a proxy refuses with the same status and knows
 * nothing of what was asked for.
 */
function isOwnRefusal({ status, body }: { status: number; body: Uint8Array }): boolean {
  return status === 404 ? isOwnNotFound(body) : typeof jsonObject(body)?.type === 'string';
}

/**
 * Whether a 404 speaks of the object asked for. An unrouted path (`{"message":"route not found"}`) and a gateway's page answer 404 too, and say nothing about it.
 */
export function isOwnNotFound(body: Uint8Array): boolean {
  const object = jsonObject(body);
  return object !== null && object.message !== 'route not found';
}

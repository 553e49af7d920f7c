import type { z } from 'zod';
import { CrmError } from '../errors.ts';

/** The body as a JSON object, or null for anything else (HTML of a gateway, an empty or cut body). Never throws. */
export function jsonObject(body: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The body as `schema` describes it. Throws CrmError `bad-answer` that names the place, never the value. */
export function parseAnswer<T>(options: { call: string; status: number; body: Uint8Array; schema: z.ZodType<T> }): T {
  const { call, status, body, schema } = options;
  const object = jsonObject(body);
  if (object === null) throw badAnswer({ call, status, problem: 'is not a JSON object' });
  const parsed = schema.safeParse(object);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  throw badAnswer({ call, status, problem: `does not fit at ${place}` });
}

/** An answer that arrived and cannot be trusted. `problem` must not quote it. */
export function badAnswer(options: { call: string; status: number; problem: string }): CrmError {
  const message = `${options.call}: answer ${options.problem}`;
  return new CrmError({ kind: 'bad-answer', status: options.status, message });
}

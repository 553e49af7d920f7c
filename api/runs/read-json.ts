import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ApiBounds } from '../../config/api-bounds.ts';
import { problemError } from '../problem.ts';
import { isPlainText } from './plain-text.ts';
import { readText } from './read-text.ts';

/** Text that a database takes. */
export function plainText(most: number): z.ZodString {
  return z.string().max(most).refine(isPlainText, 'has characters that no text has');
}

/** A body of JSON, as the schema has it. Throws problems; they name what is wrong, and never repeat it. */
export async function readJson<T extends z.ZodType>(
  c: Context,
  { bounds, schema }: { bounds: ApiBounds; schema: T },
): Promise<z.output<T>> {
  const parsed = schema.safeParse(parse(await readText(c, { bounds, type: 'application/json' })));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 20).map(({ path, code, message }) => ({
    // A key may be what somebody has sent.
    loc: path.map((part) => (typeof part === 'number' ? part : String(part).slice(0, 40))),
    msg: code === 'unrecognized_keys' ? 'has members that are not known' : message,
  }));
  throw problemError('body-invalid', { detail: 'The body is not as it should be: see faults', members: { faults } });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw problemError('body-invalid', { detail: 'The body is not JSON' });
  }
}

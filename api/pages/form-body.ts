import type { Context } from 'hono';
import type { ApiBounds } from '../../config/api-bounds.ts';
import { problemError } from '../problem.ts';
import { isPlainText } from '../runs/plain-text.ts';
import { readText } from '../runs/read-text.ts';

/** The fields of a form that a page of ours has posted. Throws problems. */
export async function readForm(c: Context, bounds: ApiBounds): Promise<URLSearchParams> {
  const text = await readText(c, { bounds, type: 'application/x-www-form-urlencoded' });
  const fields = new URLSearchParams(text);
  for (const [name, value] of fields) {
    if (!isPlainText(name) || !isPlainText(value)) {
      throw problemError('body-invalid', { detail: 'A field has characters that no text has' });
    }
  }
  return fields;
}

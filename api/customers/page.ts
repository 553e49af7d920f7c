import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { jsonText } from '../fastapi/detail.ts';
import { parametersInvalid, refuseRepeated } from '../parameters.ts';
import { problemAnswer, problemError } from '../problem.ts';
import { INVALID } from './schemas.ts';

const MOST = 1000;
const USUAL = 100;
const HIGHEST_ID = 2n ** 63n - 1n;

export interface PageAsked {
  limit: number;
  /** Records with a higher id than this. */
  after: bigint;
}

/** What is asked for of a list, a source's or that of all; null when the whole of it is. A cursor is good for the list that gave it. */
export function readPage(c: Context, list: string | null): PageAsked | null {
  refuseRepeated(c, ['limit', 'cursor']);
  const limit = c.req.query('limit');
  const cursor = c.req.query('cursor');
  if (limit === undefined && cursor === undefined) return null;
  const number = limit === undefined ? USUAL : Number(/^\d{1,6}$/.test(limit) ? limit : 0);
  if (number < 1 || number > MOST) throw parametersInvalid([{ name: 'limit', problem: `should be 1 to ${MOST}` }]);
  return { limit: number, after: cursor === undefined ? -HIGHEST_ID : readCursor(cursor, list) };
}

/** One page: its records, and the cursor of the next; null where this is the last. */
export function pageText(
  { items, last }: { items: readonly string[]; last: bigint | null },
  list: string | null,
): Response {
  const next = last === null ? null : toCursor(last, list);
  return jsonText(`{"items":[${items}],"next_cursor":${JSON.stringify(next)}}`);
}

function toCursor(after: bigint, list: string | null): string {
  return Buffer.from(`1 ${after} ${list ?? ''}`).toString('base64url');
}

function readCursor(cursor: string, list: string | null): bigint {
  const [, digits = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const after = /^\d{1,19}$/.test(digits) ? BigInt(digits) : -1n;
  // Decoding passes over what is not base64url: only a cursor that we would write is one.
  if (after >= 0n && after <= HIGHEST_ID && toCursor(after, list) === cursor) return after;
  const detail = 'Send the next_cursor of the page before, of the same list, as it is; or begin again without a cursor';
  throw problemError('cursor-invalid', { detail });
}

/** The parameters as `/openapi.json` describes them. */
export const pageQuery = z.object({
  limit: z
    .int()
    .min(1)
    .max(MOST)
    .optional()
    .openapi({
      description: `Answers a page of so many records, ${USUAL} with a cursor alone, instead of an array of all`,
    }),
  cursor: z
    .string()
    .min(1)
    .regex(/^[\w-]+$/)
    .optional()
    .openapi({ description: 'The next_cursor of the page before' }),
});

/** An array, or with `limit` or `cursor` a page. */
export function listOrPage(item: z.ZodType): z.ZodType {
  const page = z
    .object({
      items: z.array(item),
      next_cursor: z.string().nullable().openapi({ description: 'null on the last page' }),
    })
    .openapi('CustomerPage');
  return z.union([z.array(item), page]);
}

const invalid = problemAnswer(['parameter-invalid', 'cursor-invalid']);

export const PAGE_INVALID = { 422: invalid };

/** Where the path may be wrong as well, which is told as FastAPI does. */
export const SOURCE_OR_PAGE_INVALID = {
  422: {
    description: `${INVALID[422].description}. ${invalid.description}`,
    content: { ...INVALID[422].content, ...invalid.content },
  },
};

import { createHash } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { HTTPException } from 'hono/http-exception';
import type { NewCustomer } from '../../contacts/keys/customer.ts';
import { copyCustomers } from '../../store/customers/customers.ts';
import { addRoute } from '../add-route.ts';
import { clientOf } from '../bounds/client-of.ts';
import { limitUpload } from '../guards/limit-upload.ts';
import { mediaTypeOf } from '../guards/media-type.ts';
import type { RouteOptions } from '../options.ts';
import { parametersInvalid, refuseRepeated } from '../parameters.ts';
import { problemError } from '../problem.ts';
import { csvLines } from './csv-lines.ts';
import { answerOnce, readKey } from './idempotency.ts';
import { ndjsonLines } from './ndjson-lines.ts';
import { emptyReport, readUpload, type UploadReport } from './read-upload.ts';
import { UPLOAD_ANSWERS, UPLOAD_REQUEST } from './upload-schemas.ts';

/** Records as CSV or NDJSON, read as a stream. */
export function addUploadRoutes(app: OpenAPIHono, options: RouteOptions): void {
  addRoute(
    app,
    {
      method: 'post',
      path: '/api/v1/customers/upload',
      tags: ['Customers'],
      summary: 'Add many records from CSV or NDJSON',
      description:
        'All or none: a line that cannot be taken refuses the upload. With partial=true the good lines are taken and the others are told.',
      request: UPLOAD_REQUEST,
      responses: UPLOAD_ANSWERS,
    },
    async (c) => {
      const leave = options.places.take(clientOf(c));
      return await upload(c, options).finally(leave);
    },
  );
}

async function upload(c: Context, { store, settings }: RouteOptions): Promise<Response> {
  const read = readerOf(c.req.raw.headers);
  const isPartial = readPartial(c);
  readKey(c);
  const report = emptyReport();
  // The same body, partial or not, is not the same request.
  const hash = createHash('sha256').update(isPartial ? 'partial ' : '');
  const bytes = limitUpload(c.req.raw, { limit: settings.uploadLimit, bounds: settings.bounds, hash });
  const pieces = readUpload({ lines: read(bytes), sources: settings.sources, isPartial, report });
  // A connection is taken when there is something to write with it, not while a slow sender begins.
  const first = await pieces.next();
  return await answerOnce(c, {
    pool: store.streams,
    digest: async () => {
      await readRest(pieces);
      return hash.digest('hex');
    },
    write: async (client) => {
      if (!first.done) await copyCustomers(store, withFirst(first.value, pieces), client);
      return { status: 201, body: JSON.stringify(answerOf(report)) };
    },
  });
}

function answerOf({ count, refused, errors, errorCount }: UploadReport): Record<string, unknown> {
  return {
    message: `Successfully uploaded ${count} customer records`,
    details: { count, refused },
    ...(refused > 0 && { error_count: errorCount, errors }),
  };
}

async function* withFirst(
  first: NewCustomer[],
  rest: AsyncGenerator<NewCustomer[]>,
): AsyncGenerator<readonly NewCustomer[]> {
  yield first;
  yield* rest;
}

/** Of a body that was not taken before, no more than that it is another one needs to be known. */
async function readRest(pieces: AsyncGenerator<NewCustomer[]>): Promise<void> {
  try {
    for await (const _ of pieces);
  } catch (error) {
    if ((error as HTTPException).status !== 422) throw error;
  }
}

function readerOf(headers: Headers): typeof csvLines {
  const type = mediaTypeOf({ headers });
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding === 'identity' && type === 'text/csv') return csvLines;
  if (encoding === 'identity' && type === 'application/x-ndjson') return ndjsonLines;
  const detail = 'Send Content-Type: text/csv or application/x-ndjson, in UTF-8, without Content-Encoding';
  throw problemError('upload-type-unknown', { detail });
}

function readPartial(c: Context): boolean {
  refuseRepeated(c, ['partial']);
  const asked = c.req.query('partial') ?? 'false';
  if (asked === 'true' || asked === 'false') return asked === 'true';
  throw parametersInvalid([{ name: 'partial', problem: 'should be true or false' }]);
}

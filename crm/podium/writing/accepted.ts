import type { WriteOptions } from '../../crm.ts';
import { CrmError } from '../../errors.ts';
import type { Answer } from '../../http/answer.ts';
import { statusError } from '../../http/failures.ts';
import type { Transport, WriteRequest } from '../transport.ts';

/** Asks for a change: accepted is not done, and only reading tells. Throws CrmError. */
export async function accepted(
  transport: Pick<Transport, 'write'>,
  request: WriteRequest,
  options: WriteOptions | undefined,
): Promise<void> {
  const answer: Answer = await transport.write(request, options);
  if (answer.status === 202 || answer.status === 200) return;
  if (answer.status < 400)
    throw new CrmError({ kind: 'bad-answer', status: answer.status, message: `${request.call}: not accepted` });
  throw statusError(request.call, answer);
}

import type { CallOptions } from '../crm.ts';
import { statusError } from '../http/failures.ts';
import { parseAnswer } from '../http/json.ts';
import { locateAnswer } from './schemas.ts';
import type { Transport } from './transport.ts';

/** The signed URL of an attachment, valid for a short time. It is a secret while it lives: never log it. Throws CrmError. */
export async function locateArtifact(transport: Transport, id: string, options?: CallOptions): Promise<string> {
  const call = 'POST artifacts.locate';
  const answer = await transport.post('artifacts.locate', { id }, options);
  if (answer.status !== 200) throw statusError(call, answer);
  return parseAnswer({ call, status: 200, body: answer.body, schema: locateAnswer }).url;
}

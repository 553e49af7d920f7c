import type { CallOptions, Identity } from '../crm.ts';
import { statusError } from '../http/failures.ts';
import { badAnswer, parseAnswer } from '../http/json.ts';
import { organizationOf } from './ids.ts';
import { selfAnswer } from './schemas.ts';
import type { Transport } from './transport.ts';

/** The organization of the token, from the DON that `dev-users.self` answers with. Throws CrmError. */
export async function identify(transport: Transport, options?: CallOptions): Promise<Identity> {
  const call = 'POST dev-users.self';
  const answer = await transport.post('dev-users.self', {}, options);
  if (answer.status !== 200) throw statusError(call, answer);
  const { id } = parseAnswer({ call, status: 200, body: answer.body, schema: selfAnswer }).dev_user;
  const org = organizationOf(id);
  if (org === null) throw badAnswer({ call, status: 200, problem: 'names no organization' });
  return { org, expiresAt: null, countedBy: id };
}

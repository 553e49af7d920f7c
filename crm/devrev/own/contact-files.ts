import type { CallOptions, OwnThing, Page } from '../../crm.ts';
import { statusError } from '../../http/failures.ts';
import { badAnswer, parseAnswer } from '../../http/json.ts';
import { artifactsIn } from '../artifacts-in.ts';
import { expectOwnRefusal } from '../read-object.ts';
import { revUserAnswer } from '../schemas.ts';
import type { Transport } from '../transport.ts';

/** The files of a contact itself, which it names in beta only. Throws CrmError. */
export async function listContactFiles(options: {
  transport: Transport;
  contact: string;
  call: CallOptions | undefined;
}): Promise<Page<OwnThing>> {
  const { transport, contact, call: asked } = options;
  const call = 'POST rev-users.get';
  const answer = await transport.post('rev-users.get', { id: contact }, { ...asked, beta: true });
  const { status, body } = answer;
  expectOwnRefusal(call, { status, body });
  if (status !== 200) throw statusError(call, answer);
  const { rev_user: user } = parseAnswer({ call, status, body, schema: revUserAnswer });
  if (user.id !== contact && user.display_id !== contact)
    throw badAnswer({ call, status, problem: 'holds another contact' });
  const items = artifactsIn({ artifacts: user.artifacts }).map((file) => ({ id: file.id, attachments: [file] }));
  return { items, nextCursor: null, raw: body };
}

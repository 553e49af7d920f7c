import { parseId, toDon } from './ids.ts';
import type { View } from './view.ts';

/** A user summary: of a contact, a member of staff, or of a name that stands for one. Undefined for no name. */
export function showUser({ view, id }: { view: View; id: string }): Record<string, unknown> | undefined {
  if (id === '') return undefined;
  const kind = parseId(id)?.kind;
  if (kind === undefined)
    return { type: 'sys_user', id: toDon({ org: view.org, displayId: 'DEVU-0' }), display_name: id };
  const type = kind === 'revu' ? 'rev_user' : 'dev_user';
  const displayName = kind === 'revu' ? view.contact(id)?.displayName : `Agent ${id}`;
  return { type, id: toDon({ org: view.org, displayId: id }), display_id: id, display_name: displayName };
}

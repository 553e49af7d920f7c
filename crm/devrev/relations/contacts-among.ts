import { badAnswer } from '../../http/json.ts';
import { contactDisplayId } from '../ids.ts';
import type { UserSummary } from '../schemas.ts';

/**
 * Display ids of the contacts among some users, once each; agents, bots and service accounts are left out. A contact whose id
 * cannot be read must not be dropped in silence: throws CrmError `bad-answer`.
 */
export function contactsAmong(users: UserSummary[] | null | undefined, call: string): string[] {
  const ids = (users ?? []).map((user) => contactOf(user, call)).filter((id) => id !== null);
  return [...new Set(ids)];
}

function contactOf(user: UserSummary, call: string): string | null {
  const displayId = contactDisplayId(user.id) ?? contactDisplayId(user.display_id);
  if (displayId === null && user.type === 'rev_user') {
    throw badAnswer({ call, status: 200, problem: 'names a contact without a readable id' });
  }
  return displayId;
}

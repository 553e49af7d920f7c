import { text } from '../http/input.ts';
import { conflict } from '../http/problems.ts';
import type { Call } from '../http/route.ts';
import type { Settings } from '../settings.ts';
import { type ContactRecord, isAlive } from './records.ts';

export interface Claim {
  /** The contact that is to have them; whatever is its own is free. */
  id: string;
  workspace: string;
  externalRef?: string | undefined;
  email?: string | undefined;
}

/** Refuses with 409 a request for a reference or an e-mail that another contact has, where they are unique. */
export function refuseTaken({ call, id, workspace }: { call: Call; id: string; workspace: string }): void {
  const { input, view, core } = call;
  const claim = { externalRef: text({ input, name: 'external_ref' }), email: text({ input, name: 'email' }) };
  if (isTaken({ contacts: view.contacts(), settings: core.settings, claim: { id, workspace, ...claim } }))
    throw conflict();
}

export function isTaken(options: { contacts: Iterable<ContactRecord>; settings: Settings; claim: Claim }): boolean {
  const { contacts, settings, claim } = options;
  const { externalRefScope: scope, emailsUnique, refHeldMs } = settings;
  const { externalRef = '', email = '' } = claim;
  const isRefUnique = externalRef !== '' && scope !== 'none';
  const isEmailUnique = email !== '' && emailsUnique;
  if (!isRefUnique && !isEmailUnique) return false;
  for (const other of contacts) {
    if (other.id === claim.id) continue;
    const isNear = scope === 'org' || other.workspace === claim.workspace;
    if (isRefUnique && isNear && other.externalRef === externalRef && holdsRef(other, refHeldMs)) return true;
    if (isEmailUnique && isAlive(other) && fold(other.email) === fold(email)) return true;
  }
  return false;
}

/** Whether a reference is taken: nobody has documented when that of a contact that was merged away is free. */
function holdsRef(contact: ContactRecord, heldMs: number): boolean {
  if (isAlive(contact)) return true;
  return contact.consumedBy !== null && Date.now() - Date.parse(contact.modifiedAt) < heldMs;
}

function fold(email: string): string {
  return email.trim().toLowerCase();
}

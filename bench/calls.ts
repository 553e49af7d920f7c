import { ATTACHMENTS_PER_CONTACT, TICKETS_PER_CONTACT } from './world.ts';

/** Calls that nothing can do without, for a pair whose tickets all fit on one page. */
export function fewestCalls(): { backUp: number; verify: number; merge: number; prove: number } {
  const contact = 1 + TICKET_LISTS + CONVERSATION_LIST + OWN_TIMELINE;
  const inside = TICKETS_PER_CONTACT + ATTACHMENTS_PER_CONTACT * (LOCATE + DOWNLOAD);
  return {
    backUp: 2 * (contact + inside),
    verify: 2 * contact,
    merge: 1,
    // Both contacts, and for each its reported tickets and its conversations.
    prove: 2 * (1 + 1 + CONVERSATION_LIST),
  };
}

/** Tickets that name a contact as reporter, as creator, as owner. */
const TICKET_LISTS = 3;
const CONVERSATION_LIST = 1;
/** What is written on the contact itself. */
const OWN_TIMELINE = 1;
const LOCATE = 1;
const DOWNLOAD = 1;

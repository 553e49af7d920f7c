import type { PlanMember } from '../plan.ts';
import { biTickets, flagAndCountAgree } from '../strategies/bi-tickets.ts';
import type { Choice } from '../strategies/choose-primary.ts';
import { cxpUid } from '../strategies/cxp-uid.ts';
import { genericAccount } from '../strategies/generic-account.ts';
import { newestThenLowestId } from '../strategies/newest-then-lowest-id.ts';
import { notBot } from '../strategies/not-bot.ts';
import { otherAccount } from '../strategies/other-account.ts';
import { refIsUserId } from '../strategies/ref-is-user-id.ts';
import { roundedRefDoubts } from '../strategies/rounded-ref.ts';
import {
  EXTERNAL_CONTACTS_COLUMNS,
  EXTERNAL_CONTACTS_NEEDED,
  externalContactsLayout,
} from './external-contacts-layout.ts';
import type { Profile } from './profile.ts';
import { EXAMPLE_REVU_ID, isRevuId } from './revu-id.ts';

/** The pivot of external contacts that a spreadsheet exports: 16 columns, the last two a person's notes. */
export const externalContacts: Profile = {
  name: 'external-contacts',
  crm: 'devrev',
  layout: externalContactsLayout,
  needed: EXTERNAL_CONTACTS_NEEDED,
  columns: EXTERNAL_CONTACTS_COLUMNS,
  contactId: (text) => (isRevuId(text) ? text : null),
  exampleId: EXAMPLE_REVU_ID,
  strategies: [genericAccount, otherAccount, cxpUid, refIsUserId, notBot, biTickets, newestThenLowestId],
  doubts,
};

function doubts(choice: Choice<PlanMember>): string[] {
  const found = [...accountDoubts(choice), ...roundedRefDoubts(choice.steps[0]?.from ?? [])];
  const last = choice.steps.at(-1);
  if (choice.strategy === newestThenLowestId.name) found.push('no rule but the date or the id tells them apart');
  if (choice.strategy === biTickets.name && last !== undefined && !flagAndCountAgree(last.from, choice.primary)) {
    found.push('the BI flag and the ticket count do not point to the same contact');
  }
  return found;
}

/** Those that the two account rules left must share one account, or they may be two people of two companies. */
function accountDoubts({ steps }: Choice<PlanMember>): string[] {
  const left = steps.findLast(({ rule }) => rule === genericAccount.name || rule === otherAccount.name)?.left ?? [];
  const without = left.filter(({ accountId }) => accountId === '');
  if (without.length > 0) return [`no account for ${without.map(({ id }) => id).join(', ')}`];
  const accounts = new Map(left.map(({ accountId, accountName }) => [accountId, accountName || accountId]));
  return accounts.size < 2 ? [] : [`${accounts.size} accounts: ${[...accounts.values()].join(' | ')}`];
}

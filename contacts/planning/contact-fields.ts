import type { Contact } from '../contact.ts';
import type { PlanMember } from '../plan.ts';

const text = (packed: string): string => packed;

/** Every field of a contact in the order in which it is packed, and how its text becomes a value again. One that is forgotten does not compile. */
export const CONTACT_FIELDS = {
  email: text,
  id: text,
  externalRef: text,
  modifiedBy: text,
  userId: text,
  accountId: text,
  accountName: text,
  updatedAt: text,
  updatedByBi: (packed: string): boolean => packed === '1',
  tickets: Number,
  action: text,
  emailWritten: text,
} satisfies { [Field in keyof Contact]: (packed: string) => Contact[Field] };

/** What of these a plan leaves out: the cluster has the e-mail, `keys` how it was written, the decision what a person noted. */
type NotInPlan = Exclude<keyof Contact, keyof PlanMember>;
const NOT_IN_PLAN = { email: true, emailWritten: true, action: true } satisfies Record<NotInPlan, true>;

/** What only version 2 has of a member. */
export type MemberExtra = Exclude<keyof PlanMember, keyof Contact>;
export const MEMBER_EXTRAS = { keys: true, name: true, fields: true } satisfies Record<MemberExtra, true>;

/** A plan's fields of a member, in the order of canonical JSON. */
export const MEMBER_FIELDS = [...Object.keys(CONTACT_FIELDS), ...Object.keys(MEMBER_EXTRAS)]
  .filter((field) => !Object.hasOwn(NOT_IN_PLAN, field))
  .sort() as readonly (keyof PlanMember)[];

import { z } from 'zod';

/**
 * The fields this product relies on, as Podium documents them; all others pass unseen and stay in the raw bytes. What Podium omits is
 * absent or null; a wrong type is an error, and so is an envelope of another shape: it must never look like an empty list.
 */
const text = z.string().nullish();
/** Uids get into folders, histories and lists that people read: what does not look like one is not taken. */
const uid = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const named = z.object({ uid });
const texts = z.array(z.string()).nullish();
/** Only shown: another type stops no scan. */
const moment = z.unknown().optional();

const channel = z.looseObject({
  type: z.string(),
  identifier: z.string(),
  transactionalOptedOutAt: text,
  marketingOptedInLocationUids: texts,
  createdAt: moment,
  updatedAt: moment,
});
export type Channel = z.infer<typeof channel>;

const attribute = z.looseObject({ uid, label: text, value: z.unknown() });

const address = z.looseObject({
  addressLine1: text,
  addressLine2: text,
  city: text,
  state: text,
  postalCode: text,
  country: text,
});

const isOut = z.boolean().nullish();

const contact = z.looseObject({
  uid,
  name: text,
  phoneNumbers: texts,
  emails: texts,
  channels: z.array(channel).nullish(),
  tags: z.array(named).nullish(),
  attributes: z.array(attribute).nullish(),
  locations: z.array(named).nullish(),
  conversations: z.array(named).nullish(),
  organization: named,
  address: address.nullish(),
  createdAt: text,
  updatedAt: text,
  marketing_opt_out: isOut,
  sms_opt_out: isOut,
  email_opt_out: isOut,
});
export type PodiumContact = z.infer<typeof contact>;

/** `nextCursor` null or '' is the end; a page without one may be another shape altogether: who reads it looks whether it is full. */
const metadata = z.looseObject({ nextCursor: text });

const location = z.looseObject({
  uid,
  name: text,
  displayName: text,
  organizationUid: uid.nullish(),
  addressDetails: z.looseObject({ country: text }).nullish(),
});
export type PodiumLocation = z.infer<typeof location>;

export const contactsPage = z.object({ data: z.array(contact), metadata });
export const contactAnswer = z.object({ data: contact });
export const locationsPage = z.object({ data: z.array(location), metadata });

/** Error codes are words in live answers, and integers in the OpenAPI document. */
export const refusal = z.looseObject({ code: z.union([z.string(), z.number()]) });

import { z } from 'zod';

const text = z.string();
const id = z.string().min(1);

const memberShape = {
  id,
  externalRef: text,
  modifiedBy: text,
  userId: text,
  accountId: text,
  accountName: text,
  updatedAt: text,
  updatedByBi: z.boolean(),
  tickets: z.int().nonnegative(),
};

const clusterShape = {
  id: z.string().regex(/^[0-9a-f]{32}$/),
  decision: z.enum(['auto', 'review', 'blocked']),
  strategy: z.string().min(1),
  reason: text,
  primary: id,
  duplicates: z.array(id).min(1),
};

const planShape = {
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  crm: z.string().min(1),
  profile: z.string().min(1),
};

export const planSchema1 = z.strictObject({
  ...planShape,
  version: z.literal(1),
  clusters: z.array(
    z.strictObject({ ...clusterShape, email: id, members: z.array(z.strictObject(memberShape)).min(2) }),
  ),
});

/** A list that may be absent, and is not empty: one plan has one spelling. */
const some = <T extends z.ZodType>(one: T) => z.array(one).min(1).exactOptional();
const filled = <T extends z.ZodType>(object: T) =>
  object.refine((value) => Object.keys(value as object).length > 0, 'is empty, expected to be absent').exactOptional();

const key = z.strictObject({ written: text, compared: id });

const member2 = z.strictObject({
  ...memberShape,
  keys: filled(z.strictObject({ emails: some(key), phones: some(key), externalIds: some(key) })),
  name: id.exactOptional(),
  fields: filled(z.record(id, id)),
});

const level = id.exactOptional();
const consentWord = z.enum(['in', 'out', 'unknown']);

const cluster2 = z.strictObject({
  ...clusterShape,
  email: text,
  members: z.array(member2).min(2),
  apart: some(z.strictObject({ a: id, b: id })),
  relies: some(z.strictObject({ a: id, b: id, fields: z.array(z.strictObject({ field: id, level })).min(1) })),
  fill: some(z.strictObject({ field: id, value: id, from: id })),
  consent: some(
    z.strictObject({
      channel: id,
      identifier: id.exactOptional(),
      location: id.exactOptional(),
      before: consentWord,
      after: consentWord,
    }),
  ),
  score: z.number().exactOptional(),
  band: z.enum(['auto', 'review']).exactOptional(),
  evidence: some(z.strictObject({ a: id, b: id, field: id, level, weight: z.number() })),
  notAuto: some(z.strictObject({ code: id, a: id.exactOptional(), b: id.exactOptional() })),
  later: some(id),
  takeBack: some(
    z.strictObject({
      duplicate: id,
      code: z.enum(['by-email', 'no-own-email', 'email-taken-over', 'no-name-or-place', 'refused']),
    }),
  ),
});

export const planSchema2 = z.strictObject({ ...planShape, version: z.literal(2), clusters: z.array(cluster2) });

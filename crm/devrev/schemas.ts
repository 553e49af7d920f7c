import { z } from 'zod';

/**
 * The fields this product relies on, as DevRev's public API documents them; all others pass unseen
 * and stay in the raw bytes. DevRev omits what is absent, so most fields are optional; a wrong type is an error.
 */
const text = z.string().nullish();

/** Ids get into folders, reasons and lists that people read: what does not look like one is not taken, whatever it holds. */
const objectId = z.string().regex(/^[A-Za-z0-9:/._-]{1,300}$/);
/** Absent where it is none: then the id stands for it. */
const displayId = objectId.nullish().catch(null);

const userSummary = z.object({ id: text, display_id: text, type: text });
export type UserSummary = z.infer<typeof userSummary>;

/** Loose: a file whose id is none is looked for all the same, and its pair is skipped where it cannot be had. */
export const artifact = z.object({
  id: z.string().min(1),
  display_id: text,
  file: z.object({ name: text, type: text, size: z.int().nonnegative().nullish() }).nullish(),
});

const listedArtifacts = z.array(artifact.extend({ id: objectId })).nullish();

/** Loose: `artifactsIn` looks for files in fields that this product does not know. */
const revUser = z.looseObject({
  id: z.string(),
  display_id: text,
  full_name: text,
  display_name: text,
  email: text,
  external_ref: text,
  state: text,
  is_verified: z.boolean().nullish(),
  primary_identity: userSummary.nullish(),
  modified_date: text,
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
  /** Only to be shown: whatever else it is, the contact is read. */
  rev_org: z.object({ id: text, display_name: text }).nullish().catch(null),
  artifacts: listedArtifacts,
});
export type RevUser = z.infer<typeof revUser>;

/** What can be written of a contact, and where it belongs. */
const writableUser = z.object({
  display_name: text,
  description: text,
  email: text,
  phone_numbers: z.array(z.string()).nullish(),
  external_ref: text,
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
  rev_org: z.object({ id: objectId }).nullish(),
});

const createdUser = z.object({
  id: objectId,
  display_id: text,
  external_ref: text,
  external_refs: z.array(z.string()).nullish(),
});
export type CreatedUser = z.infer<typeof createdUser>;

const work = z.looseObject({
  id: objectId,
  display_id: displayId,
  reported_by: z.array(userSummary).nullish(),
  actual_close_date: text,
  artifacts: listedArtifacts,
});
export type Work = z.infer<typeof work>;

const conversation = z.looseObject({
  id: objectId,
  display_id: displayId,
  members: z.array(userSummary).nullish(),
  artifacts: listedArtifacts,
});
export type Conversation = z.infer<typeof conversation>;

const timelineEntry = z.looseObject({
  id: objectId,
  type: text,
  visibility: text,
  created_date: text,
  artifacts: listedArtifacts,
});

/** A list in a change event; null where it is not one of ids. */
const idList = z
  .object({ values: z.array(z.string()) })
  .nullish()
  .catch(null);

const changeEvent = z.object({
  created_date: text,
  created_by: userSummary.nullish(),
  event: z
    .object({
      updated: z
        .object({ field_deltas: z.array(z.object({ name: text, old_value: idList, new_value: idList })).nullish() })
        .nullish(),
    })
    .nullish(),
});
export type ChangeEvent = z.infer<typeof changeEvent>;

const association = z.object({ associated_to: z.object({ id: objectId }) });

export const associationsPage = z.object({ associations: z.array(association), next_cursor: text });
export const revUserAnswer = z.object({ rev_user: revUser });
export const revUsersPage = z.object({ rev_users: z.array(revUser), next_cursor: text });
export const restorableUser = z.object({ rev_user: writableUser });
export const createdAnswer = z.object({ rev_user: createdUser });
export const createdUsersPage = z.object({ rev_users: z.array(createdUser), next_cursor: text });
export const workAnswer = z.object({ work });
export const worksPage = z.object({ works: z.array(work), next_cursor: text });
export const conversationAnswer = z.object({ conversation });
export const conversationsPage = z.object({ conversations: z.array(conversation), next_cursor: text });
export const timelinePage = z.object({ timeline_entries: z.array(timelineEntry), next_cursor: text });
export const timelineEnd = z.object({ timeline_entries: z.array(timelineEntry), prev_cursor: text });
export type TimelineEnd = z.infer<typeof timelineEnd>;
export const changeEventsPage = z.object({ timeline_entries: z.array(changeEvent), prev_cursor: text });
export type ChangeEventsPage = z.infer<typeof changeEventsPage>;
export const locateAnswer = z.object({ url: z.string().min(1) });
export const selfAnswer = z.object({ dev_user: z.object({ id: z.string() }) });

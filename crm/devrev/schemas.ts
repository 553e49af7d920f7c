import { z } from 'zod';

/**
 * The fields this product relies on, as DevRev's public API documents them; all others pass unseen
 * and stay in the raw bytes. DevRev omits what is absent, so most fields are optional; a wrong type is an error.
 */
const text = z.string().nullish();

const userSummary = z.object({ id: text, display_id: text, type: text });
export type UserSummary = z.infer<typeof userSummary>;

export const artifact = z.object({
  id: z.string().min(1),
  display_id: text,
  file: z.object({ name: text, type: text, size: z.int().nonnegative().nullish() }).nullish(),
});

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
  artifacts: z.array(artifact).nullish(),
});
export type RevUser = z.infer<typeof revUser>;

const work = z.looseObject({
  id: z.string().min(1),
  display_id: text,
  reported_by: z.array(userSummary).nullish(),
  artifacts: z.array(artifact).nullish(),
});
export type Work = z.infer<typeof work>;

const conversation = z.looseObject({
  id: z.string().min(1),
  display_id: text,
  members: z.array(userSummary).nullish(),
  artifacts: z.array(artifact).nullish(),
});
export type Conversation = z.infer<typeof conversation>;

const timelineEntry = z.looseObject({
  id: z.string().min(1),
  type: text,
  visibility: text,
  artifacts: z.array(artifact).nullish(),
});

export const revUserAnswer = z.object({ rev_user: revUser });
export const revUsersPage = z.object({ rev_users: z.array(revUser), next_cursor: text });
export const workAnswer = z.object({ work });
export const worksPage = z.object({ works: z.array(work), next_cursor: text });
export const conversationAnswer = z.object({ conversation });
export const conversationsPage = z.object({ conversations: z.array(conversation), next_cursor: text });
export const timelinePage = z.object({ timeline_entries: z.array(timelineEntry), next_cursor: text });
export const locateAnswer = z.object({ url: z.string().min(1) });
export const selfAnswer = z.object({ dev_user: z.object({ id: z.string() }) });

/** How a contact that was merged away answers `rev-users.get`: nobody has documented it, so all four must work. */
export const CONSUMED_MODES = ['404', 'deleted', 'pointer', 'redirect'] as const;

/** What becomes of a merged contact's part in conversations: no document says. */
export const CONVERSATION_MOVES = ['at-once', 'later', 'never'] as const;

export type ConversationMove = (typeof CONVERSATION_MOVES)[number];

export type ConsumedMode = (typeof CONSUMED_MODES)[number];

export interface RateLimit {
  calls: number;
  windowMs: number;
  /** Where a 429 tells how long to wait. @default 'both' */
  retryAfterIn?: RetryAfterPlace;
}

export type RetryAfterPlace = 'both' | 'header' | 'body' | 'neither';

/** Everything that can be switched while the sandbox runs. */
export interface Settings {
  /** Milliseconds from the acknowledgement of a merge to its effect. */
  mergeDelayMs: number;
  consumed: ConsumedMode;
  /** Whether lists still show contacts that were merged away or deleted. */
  listConsumed: boolean;
  rateLimit: RateLimit | 'unlimited';
  pageCap: number;
  limitAboveCap: 'clamp' | 'refuse';
  /** What becomes of a cursor that comes back with other filters than those it was made for. */
  cursorOfOtherFilters: 'refuse' | 'accept';
  /** Puts an empty page with a cursor between any two pages. */
  emptyPages: boolean;
  /** Whether created_by and owned_by of the duplicate become the primary. */
  moveAuthorship: boolean;
  moveConversations: ConversationMove;
  /** With `later`: milliseconds from the merge's effect to that of its conversations. */
  conversationDelayMs: number;
  /** How a list by a member that is gone answers: as for a living one, or with an error. */
  goneMember: 'list' | '404' | '400';
  /** Merging a contact with itself answers 400; true destroys it as well. */
  selfMergeDestroys: boolean;
  mixedVerified: 'refuse' | 'allow';
  /** Where no two contacts have the same external reference. */
  externalRefScope: 'org' | 'workspace' | 'none';
  /** Whether no two contacts of the organization have the same e-mail, whatever its case. */
  emailsUnique: boolean;
  /** What a contact is that was made through the API. */
  createdVerified: boolean;
  /** So long a contact that was merged away still holds its external reference. */
  refHeldMs: number;
  /** What a merge does to the primary's external reference: nothing, or it becomes the duplicate's. */
  mergeExternalRef: 'keep' | 'take';
  /** What a merge does to the primary's custom fields: nothing, fills missing ones from the duplicate, or overwrites them. */
  mergeCustomFields: 'keep' | 'fill' | 'overwrite';
  /** Custom fields that must be set when an update asks for `validate_required_fields`. */
  requiredCustomFields: string[];
  /** When they are checked: where the update asks for it, as documented, or on every update. */
  requiredFieldsCheck: 'asked' | 'always';
  emailFilter: 'exact' | 'insensitive';
  /** Adds a field that no document names to every contact and ticket. */
  extraFields: boolean;
  attachmentUrlTtlMs: number;
  /** How many bytes more than its file declares an attachment has; fewer when negative. */
  attachmentBytesOff: number;
  /** How the body of a refusal looks: as documented, without its `type`, with fields of tomorrow, or a gateway's page. */
  errorBodies: 'documented' | 'bare' | 'extended' | 'html';
  /** What an id of another organization is answered with. */
  foreignId: '404' | '403';
  /** Whether timelines show change events to every caller, only to those that send the beta header, or to nobody. */
  changeEvents: 'beta' | 'always' | 'never';
  /** Whether contacts show their files to every caller, or only to those that send the beta header. */
  contactArtifacts: 'beta' | 'always';
  /** How the timeline of a contact itself is answered: listed, or with an error, as where there is none. */
  contactTimeline: 'list' | '400' | '403' | '404';
  /** How opportunities, tasks and associations are answered to those who send the beta header: listed, or with an error. */
  betaKinds: 'list' | '400' | '403' | '404';
  /** What a merge does with the duplicate's associations, files and comments: they are lost, or the primary gets them. */
  mergeOwnThings: 'lose' | 'unite';
}

export const DEFAULT_SETTINGS: Readonly<Settings> = {
  mergeDelayMs: 50,
  consumed: '404',
  listConsumed: false,
  rateLimit: 'unlimited',
  pageCap: 100,
  limitAboveCap: 'clamp',
  cursorOfOtherFilters: 'refuse',
  emptyPages: false,
  moveAuthorship: true,
  moveConversations: 'at-once',
  conversationDelayMs: 500,
  goneMember: 'list',
  selfMergeDestroys: false,
  mixedVerified: 'refuse',
  externalRefScope: 'org',
  emailsUnique: false,
  createdVerified: true,
  refHeldMs: 0,
  mergeExternalRef: 'keep',
  mergeCustomFields: 'keep',
  requiredCustomFields: [],
  requiredFieldsCheck: 'asked',
  emailFilter: 'exact',
  extraFields: false,
  attachmentUrlTtlMs: 300_000,
  attachmentBytesOff: 0,
  errorBodies: 'documented',
  foreignId: '404',
  changeEvents: 'beta',
  contactArtifacts: 'beta',
  contactTimeline: 'list',
  betaKinds: 'list',
  mergeOwnThings: 'lose',
};

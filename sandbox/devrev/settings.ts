/** How a contact that was merged away answers `rev-users.get`: nobody has documented it, so all four must work. */
export const CONSUMED_MODES = ['404', 'deleted', 'pointer', 'redirect'] as const;

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
  /** Puts an empty page with a cursor between any two pages. */
  emptyPages: boolean;
  /** Whether created_by and owned_by of the duplicate become the primary. */
  moveAuthorship: boolean;
  /** Merging a contact with itself answers 400; true destroys it as well. */
  selfMergeDestroys: boolean;
  mixedVerified: 'refuse' | 'allow';
  externalRefScope: 'org' | 'workspace';
  /** So long a contact that was merged away still holds its external reference. */
  refHeldMs: number;
  /** What a merge does to the primary's external reference: nothing, or it becomes the duplicate's. */
  mergeExternalRef: 'keep' | 'take';
  /** What a merge does to the primary's custom fields: nothing, fills missing ones from the duplicate, or overwrites them. */
  mergeCustomFields: 'keep' | 'fill' | 'overwrite';
  /** Custom fields that must be set when an update asks for `validate_required_fields`. */
  requiredCustomFields: string[];
  emailFilter: 'exact' | 'insensitive';
  /** Adds a field that no document names to every contact and ticket. */
  extraFields: boolean;
  attachmentUrlTtlMs: number;
}

export const DEFAULT_SETTINGS: Readonly<Settings> = {
  mergeDelayMs: 50,
  consumed: '404',
  listConsumed: false,
  rateLimit: 'unlimited',
  pageCap: 100,
  limitAboveCap: 'clamp',
  emptyPages: false,
  moveAuthorship: true,
  selfMergeDestroys: false,
  mixedVerified: 'refuse',
  externalRefScope: 'org',
  refHeldMs: 0,
  mergeExternalRef: 'keep',
  mergeCustomFields: 'keep',
  requiredCustomFields: [],
  emailFilter: 'exact',
  extraFields: false,
  attachmentUrlTtlMs: 300_000,
};

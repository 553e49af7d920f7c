/** How a list may answer: as documented, or as nobody has said that it may. */
export const ENVELOPES = ['documented', 'snake', 'one', 'no-metadata', 'no-cursor', 'array'] as const;

/** Everything that can be switched while the practice Podium runs. */
export interface PodiumSettings {
  /** Calls per window of one token; a call over it gets a 429. */
  rateLimit: { calls: number; windowMs: number } | 'unlimited';
  /** Whether a 429 says how long to wait. No document says that it does. */
  retryAfter: boolean;
  /** In which order the list goes. No document says. */
  order: 'uid' | 'oldest-change' | 'newest-change';
  /** The most of one page; asked for more, it gives so many. */
  pageCap: number;
  /** A cursor older than this is refused. */
  cursorTtlMs: number;
  /** Puts an empty page with a cursor before the first one. */
  emptyFirstPage: boolean;
  envelope: (typeof ENVELOPES)[number];
  /** How the last page says that it is the last. */
  lastCursor: 'null' | 'empty' | 'absent';
  /** Error codes as words, as documentation and live answers have them, as numbers, as the OpenAPI document has them, or a gateway's page. */
  errorCodes: 'words' | 'numbers' | 'html';
  /** Of several contacts with one phone or e-mail: which of them a call by it means. */
  shared: 'first' | 'last' | 'turns';
  /** Whether contacts carry the three booleans that only the source knows. */
  optOutBooleans: boolean;
  /** Leaves the consent of every channel out. */
  hideConsent: boolean;
  /** Each answer comes so much later. */
  lateMs: number;
  /** Life of an access token. */
  accessTtlMs: number;
  /** Whether a refresh takes the refresh token back and gives another. */
  rotates: boolean;
  /** What a person grants, whatever is asked for. */
  granted: string[];
  /** Accepted writes are done so much later; 0: before the answer. */
  landsAfterMs: number;
  /** Whether support has allowed the application to opt people out and in. */
  whitelisted: boolean;
  /** Of several contacts with a number: whether a call that opts it out reaches all of them, or the one that `shared` says. */
  optOutReaches: 'all' | 'one';
  /** A phone or e-mail that a write adds: opted in for all places of the contact, or for none. */
  newChannels: 'unsubscribed' | 'subscribed';
  /** Whether there is the merge request that only the source knows. */
  nativeMerge: boolean;
  /** Whether an operator cannot restore what was deleted by the API. */
  deletesForGood: boolean;
  /** Campaigns go out after every change that the API was asked for, and not at ticks alone. */
  tickOnChange: boolean;
  /** The versions that `podium-version` may name; without the header the newest is taken. */
  versions: string[];
}

export const DEFAULT_SETTINGS: Readonly<PodiumSettings> = {
  rateLimit: { calls: 300, windowMs: 60_000 },
  retryAfter: false,
  order: 'uid',
  pageCap: 100,
  cursorTtlMs: 600_000,
  emptyFirstPage: false,
  envelope: 'documented',
  lastCursor: 'null',
  errorCodes: 'words',
  shared: 'first',
  optOutBooleans: false,
  hideConsent: false,
  lateMs: 0,
  accessTtlMs: 36_000_000,
  rotates: true,
  granted: ['read_contacts', 'read_locations'],
  landsAfterMs: 0,
  whitelisted: false,
  optOutReaches: 'all',
  newChannels: 'unsubscribed',
  nativeMerge: false,
  deletesForGood: false,
  tickOnChange: false,
  versions: ['2021.04.01'],
};

/** What a CRM has shown of a contact that no file says of it, at a moment. It holds contact data. */
export interface LookedAt {
  /** ISO 8601: when it was read. */
  at: string;
  /** As the CRM spells it; null: it has no living contact of this id. */
  state: string | null;
  /** Of several with `; ` between; null where it shows none to us. */
  phone: string | null;
  /** Null where it has none that we could list. `more`: there are further ones that were not counted. */
  conversations: { count: number; more: boolean } | null;
}

/** Of the contacts of a cluster that somebody looks at. */
export interface ClusterLook {
  /** By contact id; those that are not here yet were not read, or it was too long ago. */
  contacts: ReadonlyMap<string, LookedAt>;
  isUnderWay: boolean;
  /** Why it ended before all were read, in words; null: it did not. */
  failure: string | null;
}

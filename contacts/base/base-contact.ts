/** A contact of a whole contact base, as grouping, scoring and consent see it; no CRM's spelling. Absent texts are ''. */
export interface BaseContact {
  uid: string;
  name: string;
  /** ISO 8601; compared as an instant. */
  updatedAt: string;
  /** Every phone and e-mail it holds, in the CRM's order. */
  channels: readonly BaseChannel[];
  /** Uids. */
  tags: readonly string[];
  /** Uids; the places it belongs to. */
  locations: readonly string[];
  /**
   * What a merge may fill a gap from, non-empty only. The parts of the address are `address.line1`, `address.line2`, `address.city`,
   * `address.state`, `address.postalCode` and `address.country`; what an account has defined itself is `attribute.<its uid>`.
   */
  fields: Readonly<Record<string, string>>;
  /** How many conversations hang on it. */
  conversations: number;
  /** How the CRM can be asked for it beside its channels, where it takes no uids: e.g. the uids of its conversations. */
  askedBy?: readonly string[];
  /** Consent for the contact as a whole, where an account has it. */
  optOuts?: BaseOptOuts;
  lastTouch?: LastTouch;
}

/** What happened last with a contact, in the CRM's word, and when in ISO 8601, as far as it says. */
export interface LastTouch {
  event: string;
  at: string;
}

export interface BaseChannel {
  kind: 'phone' | 'email';
  /** As the CRM has it. */
  identifier: string;
  /** ISO 8601 since when transactional messages are refused, null where they are not, 'unknown' where the CRM did not say. */
  optedOutAt: string | null;
  /** Locations for which marketing was opted in, 'unknown' where the CRM did not say: that counts as none. */
  marketingLocations: readonly string[] | 'unknown';
}

/** True where refused, null where nobody said: that counts as refused. */
export interface BaseOptOuts {
  marketing: boolean | null;
  sms: boolean | null;
  email: boolean | null;
}

/** A place of the organization. */
export interface BaseLocation {
  uid: string;
  name: string;
  /** Two letters of ISO 3166, of its address; '' where it has none. */
  country: string;
}

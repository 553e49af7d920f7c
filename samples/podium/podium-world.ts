/** A synthetic Podium organization, as the seeded generator makes it and the practice Podium serves it. All people are invented. */
export interface PodiumWorld {
  /** Uids are UUIDs everywhere. */
  org: string;
  locations: WorldLocation[];
  tags: WorldTag[];
  contacts: WorldPodiumContact[];
}

export interface WorldLocation {
  uid: string;
  name: string;
  /** Two letters, as in ISO 3166. */
  country: string;
}

export interface WorldTag {
  uid: string;
  label: string;
}

export interface WorldPodiumContact {
  uid: string;
  name: string;
  channels: WorldChannel[];
  /** Uids. */
  tags: string[];
  attributes: WorldAttribute[];
  /** Uids; a contact may belong to several. */
  locations: string[];
  /** Uids. */
  conversations: string[];
  address: WorldAddress | null;
  /** ISO 8601. */
  createdAt: string;
  updatedAt: string;
}

export interface WorldChannel {
  type: 'PHONE' | 'EMAIL';
  /** As somebody typed or imported it. */
  identifier: string;
  label: string | null;
  /** Since when transactional messages are refused. */
  optedOutAt: string | null;
  /** Uids of the locations that marketing was opted in for. */
  marketing: string[];
}

export interface WorldAttribute {
  uid: string;
  label: string;
  value: string;
}

export interface WorldAddress {
  addressLine1: string;
  city: string;
  state: string;
  postalCode: string;
  country: string;
}

/** A synthetic DevRev organization, as the seeded generator makes it and the sandbox serves it. All people are invented. */
export interface World {
  /** Organization slug inside every DON: `don:identity:dvrv-us-1:devo/<org>:…`. */
  org: string;
  accounts: WorldAccount[];
  workspaces: WorldWorkspace[];
  contacts: WorldContact[];
  tickets: WorldTicket[];
  /** @default none */
  conversations?: WorldConversation[];
}

export interface WorldAccount {
  /** `ACC-…` */
  id: string;
  name: string;
}

export interface WorldWorkspace {
  /** `REV-…` */
  id: string;
  name: string;
  /** `ACC-…` */
  account: string;
}

export interface WorldContact {
  /** `REVU-…`; the sandbox derives the DON from its number. */
  id: string;
  email: string;
  displayName: string;
  fullName: string;
  externalRef: string;
  /** `REV-…` */
  workspace: string;
  isVerified: boolean;
  phoneNumbers: string[];
  /** @default none */
  picture?: WorldArtifact;
  /** `ACC-…` and `REV-…` that it belongs to beside its workspace. @default none */
  associations?: string[];
  /** Files of the contact itself. @default none */
  artifacts?: WorldArtifact[];
  /** What people wrote on the contact itself. @default none */
  messages?: WorldMessage[];
  customFields: Record<string, unknown>;
  createdAt: string;
  modifiedAt: string;
  modifiedBy: string;
}

export interface WorldTicket {
  /** `TKT-…`, `ISS-…`, `OPP-…` or `TASK-…` */
  id: string;
  /** The last two are in beta. */
  type: 'ticket' | 'issue' | 'opportunity' | 'task';
  title: string;
  body: string;
  /** `REVU-…`, one or more: tickets have several reporters. */
  reportedBy: string[];
  /** `REVU-…` or `DEVU-…` */
  createdBy: string;
  /** `REVU-…` or `DEVU-…` */
  ownedBy: string[];
  createdAt: string;
  modifiedAt: string;
  /** Files of the ticket itself, beside those of its messages. @default none */
  artifacts?: WorldArtifact[];
  messages: WorldMessage[];
}

export interface WorldConversation {
  /** `CONV-…` */
  id: string;
  title: string;
  /** `REVU-…` and `DEVU-…` */
  members: string[];
  createdBy: string;
  createdAt: string;
  modifiedAt: string;
  /** Files of the conversation itself, beside those of its messages. @default none */
  artifacts?: WorldArtifact[];
  messages: WorldMessage[];
}

export interface WorldMessage {
  body: string;
  visibility: 'private' | 'internal' | 'external' | 'public';
  /** `REVU-…` or `DEVU-…` */
  createdBy: string;
  /** Who may see a private one beside its writer. @default nobody */
  privateTo?: string[];
  createdAt: string;
  artifacts: WorldArtifact[];
}

/** An attachment. Its bytes are `size` bytes derived from the id by the sandbox, so that the world stays small. */
export interface WorldArtifact {
  /** `ARTIFACT-…` */
  id: string;
  name: string;
  type: string;
  size: number;
}

import type { CrmSettings } from '../config/crm-settings.ts';
import type { CallBudget } from './budget.ts';
import type { Crm, CrmDescription, ProvableMerge } from './crm.ts';

/** What a client is made of. */
export interface ConnectOptions {
  settings: CrmSettings;
  budget: CallBudget;
  /** Work that one process alone may do at a time, of all that share the store. Absent: this one does none of it. */
  exclusively?: Exclusively;
  /** For a CRM that takes no ids: how a contact may be asked for. Null: nobody has seen it. Absent: nobody knows any. */
  directory?: (whose: { org: string; contact: string }) => Promise<KnownContact | null>;
  /** For a CRM whose merge has to be proven first: what was shown for the organization by this version. Null, or absent: nothing. */
  proven?: (whose: { org: string; version: string }) => Promise<ProvenMerge | null>;
}

/** What somebody has shown of a CRM's merge, with two contacts made for it. */
export interface ProvenMerge {
  kind: ProvableMerge;
  /** Null where it could not be seen. */
  restorable: boolean | null;
  /** A phone or e-mail that a write adds is opted in by itself; null where it could not be seen: that counts as yes. */
  newChannelsOptedIn: boolean | null;
}

export type Exclusively = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/** A contact as it was seen last. */
export interface KnownContact {
  /** E-mails, phones, conversations: the one that is least likely another's too comes first. */
  identifiers: readonly string[];
  /** ISO 8601. */
  updatedAt: string;
  /** An address that was its alone when it was asked for last, and when that was, in ISO 8601. */
  own?: { address: string; seenAt: string };
}

/** How a person lets us in, where that takes more than a token in the settings. */
export interface Grant {
  /** What is asked for: it lets nobody write. */
  scopes: readonly string[];
  /** What is asked for where it is to merge too. */
  scopesToMerge: readonly string[];
  /** Where the CRM sends the person back to. Throws ConfigError. */
  redirect(settings: CrmSettings): string;
  /** The page on which the person agrees. Throws ConfigError. */
  address(request: { settings: CrmSettings; state: string; scopes: readonly string[] }): string;
  /** Takes the code that the person came back with, and keeps the tokens in the settings' file. Throws CrmError. */
  finish(request: ConnectOptions & { code: string }): Promise<Granted>;
}

export interface Granted {
  org: string;
  /** Null where the CRM does not tell. */
  scopes: readonly string[] | null;
  /** ISO 8601, of the token that is exchanged for another by itself. */
  expiresAt: string;
}

/** How to reach one kind of CRM. */
export interface Connector {
  description: CrmDescription;
  /** Of the API, as `Crm.version`. Throws ConfigError. */
  version?(settings: CrmSettings): string;
  /** How many lists of a contact these settings have read beside those of `description`. Absent: none ever. */
  moreLists?(settings: CrmSettings): number;
  /** Throws ConfigError without a token. Connects nothing yet; close it at the end. */
  connect(options: ConnectOptions): Crm;
  /** Whose token this is, with everything that the answer tells beside it. Reads only. Throws CrmError. */
  inspectToken(options: ConnectOptions): Promise<TokenFacts>;
  /** Absent where a CRM tells nothing by itself. */
  hooks?: Hooks;
  /** Absent where the token of the settings is all it takes. */
  grant?: Grant;
  /** What we are let do, as far as that is known here. Nothing of it is verified: the CRM alone decides. Throws ConfigError. */
  rights(settings: CrmSettings): Rights;
}

/** What a CRM tells by itself, as far as it is kept: what it is about is read from the CRM. */
export interface HookEvent {
  /** The same each time that it is told. */
  id: string;
  org: string;
  /** `gone`: merged away or deleted. `changed`: anything else. */
  kind: 'gone' | 'changed';
  /** As the CRM calls it. */
  type: string;
  /** Of contacts. */
  uids: string[];
}

/** How a CRM tells of changes by itself. */
export interface Hooks {
  /** Names of headers: when it was sent, in seconds since 1970, and the HMAC-SHA256 over `<that>.<body>` in hex. */
  headers: { timestamp: string; signature: string };
  /** Of a body whose signature is right; null where it is about nothing of ours, or is not understood. */
  read(body: Uint8Array): HookEvent | null;
}

/** By the name that plans and the ledger give a CRM. */
export type Connectors = Readonly<Record<string, Connector>>;

export interface TokenFacts {
  org: string;
  /** ISO 8601; null when neither the CRM nor the token itself tells. */
  expiresAt: string | null;
  /** What the CRM says of its own limit; null when it says nothing. Its window is five minutes. */
  quota: { limit: number; remaining: number | null } | null;
  /** The CRM's clock, to the second, and ours before and after, in ms; null when it does not tell. */
  clock: { says: number; sentAt: number; receivedAt: number } | null;
}

/** In the CRM's own words for what may be done. */
export interface Rights {
  /** Null where nothing names them, or nobody has let us in. */
  scopes: readonly string[] | null;
  roles: readonly string[] | null;
  /** What it takes to read. */
  read: readonly string[];
  /** What it takes to merge; null where nothing merges there. */
  merge: readonly string[] | null;
  /** What it takes to take a merge back, each by any of its names; needed for nothing else. Absent where no merge is taken back by machine. */
  undo?: readonly (readonly string[])[];
}

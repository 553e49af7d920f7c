import type { CrmSettings } from '../config/crm-settings.ts';
import type { CallBudget } from './budget.ts';
import type { Crm, CrmDescription } from './crm.ts';

/** What a client is made of. */
export interface ConnectOptions {
  settings: CrmSettings;
  budget: CallBudget;
}

/** How to reach one kind of CRM. */
export interface Connector {
  description: CrmDescription;
  /** How many lists of a contact these settings have read beside those of `description`. Absent: none ever. */
  moreLists?(settings: CrmSettings): number;
  /** Throws ConfigError without a token. Connects nothing yet; close it at the end. */
  connect(options: ConnectOptions): Crm;
  /** Whose token this is, with everything that the answer tells beside it. Reads only. Throws CrmError. */
  inspectToken(options: ConnectOptions): Promise<TokenFacts>;
  /** What the token says of itself; null where it says nothing. Nothing of it is verified: the CRM alone decides. */
  tokenClaims(token: string): TokenClaims | null;
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

export interface TokenClaims {
  /** ISO 8601, or null when it does not say. */
  expiresAt: string | null;
  /** E.g. `contacts:write`. Null when it names none. */
  scopes: string[] | null;
  roles: string[] | null;
}

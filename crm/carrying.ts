import type { BaseContact } from '../contacts/base/base-contact.ts';
import type { FilledField } from '../contacts/plan.ts';
import type { CallOptions, WriteOptions } from './call-options.ts';

/** Of each contact of a pair one that no other contact has. */
export interface PairAddresses {
  primary: string;
  duplicate: string;
}

/** What a merge does not do by itself, and must stand before it. Nothing is ever retried here. All methods throw CrmError. */
export interface Carrying {
  /** Kinds of channels that can be made to refuse: nothing can be made to allow. Marketing is refused for all places at once. */
  readonly refusable: { readonly transactional: readonly ChannelKind[]; readonly marketing: readonly ChannelKind[] };
  /** The contact as plans see it, out of an exact body. Null where nothing can be planned with it. */
  contactOf(raw: Uint8Array): BaseContact | null;
  /** The id of whoever answers at this address now; null where nobody does. */
  whoAnswers(address: string, options?: CallOptions): Promise<string | null>;
  /** So that each group takes one request of `give`. */
  grouped(fields: readonly FilledField[]): FilledField[][];
  /**
   * Gives a contact one group of what it lacks, by its own address; `contact` as it is now, since some lists are written whole. To do it
   * twice changes nothing more. Accepted is not done: only reading tells.
   */
  give(
    request: { address: string; contact: BaseContact; fields: readonly FilledField[] },
    options?: WriteOptions,
  ): Promise<void>;
  /** Makes everybody who holds the channel refuse, as `give` does. `location`: whose messages are refused, where the CRM asks for one. */
  refuse(
    request: { what: 'transactional' | 'marketing'; identifier: string; location: string | null },
    options?: WriteOptions,
  ): Promise<void>;
}

type ChannelKind = 'phone' | 'email';

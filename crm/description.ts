import type { ShownKind } from '../contacts/planning/matched/shown-in.ts';
import type { RelationDescription } from './relations.ts';
import type { RestoringDescription } from './restoring.ts';

/**
 * How a CRM merges. `async`: the answer only acknowledges it. `sync`: it is finished when it is answered. `emulated`: the CRM
 * has no such request, and the connection of `openMerge` takes its steps. `none`: not at all, and no real run is opened.
 * Whichever it is, the outcome is found by reading.
 */
export type MergeKind = 'async' | 'sync' | 'emulated' | 'none';

/** `native`: a request of the CRM's own. `emulated`: what the duplicate has is moved, then it is deleted. */
export type ProvableMerge = 'native' | 'emulated';

/** What a CRM is and can, told without asking it. */
export interface CrmDescription {
  merge: MergeKind;
  /**
   * How it may merge beside that, best first, once somebody has shown it in an organization, by the version of its API: no document of the
   * CRM says that it can. Until then `merge` holds.
   */
  provable?: readonly ProvableMerge[];
  /** The merge itself takes the duplicate away and leaves no pointer: gone in two looks, apart from each other, is what proves it. */
  goneProves?: true;
  /**
   * Where consent is kept. `custom-fields`: in those that a run's mapping names, written by `updateContact`. `none`: nowhere, and
   * a run that maps fields cannot check them. `channels`: in each contact's channels, read and written by `carrying`; nothing is mapped.
   */
  consent: 'custom-fields' | 'channels' | 'none';
  /** The state of a contact that nothing is the matter with, as the CRM spells it, e.g. `active`. */
  ordinaryState: string;
  /** The first one's things are those that a CSV counts and that reports begin with. */
  relations: readonly RelationDescription[];
  /** What hangs on a contact and is never asked for: a backup says so. */
  notAskedFor: readonly string[];
  /** Whether contacts are scanned from the CRM itself. Absent: they come from a file. */
  scans?: true;
  /** The custom fields in a backup's `metadata.json`. Absent where a CRM has none. */
  customFieldsIn?: (raw: Uint8Array) => Record<string, unknown>;
  /** By what a matching may have found a contact, as far as the CRM shows it. Absent: nothing of it is compared again before a merge. */
  shown?: ShownDescription;
  /** What of a merge can be set back. Absent: a merge cannot be taken back by machine, which is said before anything is written. */
  restoring?: RestoringDescription;
}

/** What of a contact is compared again before it is merged, where a matching has found it. */
export interface ShownDescription {
  readonly kinds: readonly ShownKind[];
  /** Out of an exact body (a backup's `metadata.json`, or the `raw` of a reading); of several phones with `; ` between. What it omits is absent. */
  cellsIn(raw: Uint8Array): ShownCells;
  /** What else of it a merge may change, out of the same body, by the names that plans and the CRM have for it. */
  fieldsIn?(raw: Uint8Array): Readonly<Record<string, string>>;
}

export type ShownCells = Readonly<Partial<Record<ShownKind, string>>>;

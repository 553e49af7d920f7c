import type { ConsentMapping, CustomFields } from '../rules/consent.ts';
import type { UndoKeep } from './undo-plan.ts';

/** The writable fields of a contact, by the connector's names. What is absent, null, '' or an empty list is empty. */
export type WritableFields = Readonly<Record<string, unknown>>;

/** A field that can be written, as a connector declares it. A name that ends in `.*` stands for all that begin so. */
export interface Restorable {
  name: string;
  kind: 'plain' | 'address' | 'reference';
  unique: boolean;
  /** `later`: once the contact is there. `never`: it stays with the contact that was kept. */
  given?: 'later' | 'never';
}

/** All that was read of a pair before it is taken back: its verified backups, and the CRM as it is now. */
export interface UndoSeen {
  /** What the connector can set back, and what never comes back. */
  can: { fields: readonly Restorable[]; lost: readonly string[]; knownBy?: 'marker' | 'address'; keptStays?: true };
  /** The e-mail by which the contact is made and told from all others; absent where a marker does that, or nothing is made. */
  by?: string;
  keep: UndoKeep | null;
  /** Display ids. `holder`: who has the duplicate's things now: the primary, or with `--through` the one it was merged into. */
  ids: { duplicate: string; primary: string; holder: string };
  /** Of the contact that comes back: as its backup has it. */
  duplicate: WritableFields;
  /** The old id, where the CRM shows it as a living contact again. */
  alive: { id: string; now: WritableFields } | null;
  primary: {
    /** Right before this pair: of the cluster's first its backup, of later ones the after-image of the pair before. */
    before: WritableFields;
    /** The after-image of this pair; null where it has none. */
    after: WritableFields | null;
    /** Null with `--through`: it is gone, and nothing of it is written. */
    now: WritableFields | null;
  };
  consent: {
    mapping: readonly ConsentMapping[];
    /** Custom fields of all whose word counts: both backups, the primary as it is now, and the old id where it is alive. */
    members: readonly CustomFields[];
    /** In front of a custom field where it is written as one of `WritableFields`, e.g. `custom_fields.`. */
    prefix: string;
  };
  /** The run's change of the primary's external reference: done, in this cluster. `from`: the duplicate it was taken from. */
  moved: { from: string; oldRef: string; newRef: string } | null;
  /** Everything that named the duplicate when it was backed up, in relations that follow a merge. */
  things: readonly SeenThing[];
  /** Things that name the holder now and that neither the backups nor the after-image know, by relation. */
  newer: Readonly<Record<string, number>>;
}

export interface SeenThing {
  relation: string;
  id: string;
  /** As people call it, where the CRM shows it. */
  name?: string;
  /** Whether the holder was named for its own sake, before the merge that brought the thing to it. */
  wasHolders: boolean;
  /** Display ids of all contacts that it names now; null where the CRM has no such thing any more. */
  now: readonly string[] | null;
  /** Where the CRM tells it. */
  ended?: 'merged' | 'closed';
}

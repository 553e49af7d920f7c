import type { PlanVersion } from '../plan.ts';
import { planWriter } from '../planning/plan-text.ts';
import type { BaseContact } from './base-contact.ts';
import type { RefusedAcross } from './base-doubts.ts';
import { type ContactKeys, contactKeys, type KeyFault } from './contact-keys.ts';
import { groupByKey, type KeyGroup, type KeyHolders } from './key-groups.ts';
import { baseMember } from './member.ts';
import { type PlannedBaseCluster, planBaseCluster } from './plan-base-cluster.ts';
import { acrossLocations, type BasePolicy } from './policy.ts';
import type { RegionRules } from './regions.ts';
import { type KnownOfBase, knownPlaces } from './shown/known-of-base.ts';

/** What such plans name as their profile: they come from no CSV of a CRM's. */
export const BASE_PROFILE = 'contact-base';

/** Where the contacts are. */
export interface BaseSource {
  /** The numbers that several have, and what was found beside them. */
  shared: (regions: RegionRules) => Promise<SharedKeys>;
  /** These contacts, in any order. */
  contacts: (uids: readonly string[]) => Promise<readonly BaseContact[]>;
  /** Pairs that the CRM itself has refused to merge since their places differ. Absent: nobody knows of any. */
  refusedAcross?: () => Promise<readonly RefusedAcross[]>;
}

export interface SharedKeys extends BaseFindings {
  keys: Iterable<KeyHolders> | AsyncIterable<KeyHolders>;
  /** Those that were given, with what the source itself knows of its places. */
  regions: RegionRules;
}

export interface BaseFindings {
  contacts: number;
  /** Phones that are no key, by reason: their contacts are for a person. */
  faults: ReadonlyMap<KeyFault, number>;
}

export interface PlanBaseOptions {
  source: BaseSource;
  crm: string;
  policy: BasePolicy;
  regions: RegionRules;
  /** Called for each cluster in order, with its piece of the plan file, and with what is known of places by then. */
  onCluster: (planned: PlannedBaseCluster, text: string, known: KnownOfBase) => void;
}

/** Groups are read so many at once: no more of their contacts are held than of two times as many. */
const AT_ONCE = 250;

/** The way from a contact base to a plan: the same contacts, wherever they are and in any order, give the same bytes. */
export async function planBase(
  options: PlanBaseOptions,
): Promise<BaseFindings & { digest: string; version: PlanVersion; lastText: string; known: KnownOfBase }> {
  const { source, crm, policy, onCluster } = options;
  const { keys, contacts, faults, regions } = await source.shared(options.regions);
  const known = knownPlaces(regions);
  const groups = await groupsOf(keys, policy);
  const refused = (await source.refusedAcross?.()) ?? [];
  const writer = planWriter({ crm, profile: BASE_PROFILE });
  const next = (): Promise<GroupsRead> | null => {
    const some = firstOf(groups, AT_ONCE);
    return some.length === 0 ? null : readGroups(source, some);
  };
  // The next ones are on their way while these are planned.
  for (let coming = next(); coming !== null; ) {
    const read = await coming;
    coming = next();
    // What fails is said where it is waited for.
    coming?.catch(() => {});
    for (const planned of planGroups(read, { regions, policy, refused }))
      onCluster(planned, writer.add(planned.cluster), known);
  }
  const { digest, version, text: lastText } = writer.end();
  return { contacts, faults, known, digest, version, lastText };
}

/** Those that come next, at most so many. */
function firstOf<T>(some: Iterator<T>, most: number): T[] {
  const found: T[] = [];
  while (found.length < most) {
    const { done, value } = some.next();
    if (done === true) break;
    found.push(value);
  }
  return found;
}

async function groupsOf(keys: SharedKeys['keys'], policy: BasePolicy): Promise<Iterator<KeyGroup>> {
  const grouping = groupByKey({ across: acrossLocations(policy) });
  for await (const key of keys) grouping.add(key);
  return grouping.groups();
}

interface GroupsRead {
  groups: readonly KeyGroup[];
  byUid: ReadonlyMap<string, BaseContact>;
}

async function readGroups(source: BaseSource, groups: readonly KeyGroup[]): Promise<GroupsRead> {
  const found = await source.contacts(groups.flatMap(({ uids }) => uids));
  return { groups, byUid: new Map(found.map((contact) => [contact.uid, contact])) };
}

function planGroups(
  { groups, byUid }: GroupsRead,
  { regions, policy, refused }: Pick<PlanBaseOptions, 'regions' | 'policy'> & { refused: readonly RefusedAcross[] },
): PlannedBaseCluster[] {
  return groups.map((group) => {
    const members = group.uids.map((uid, at) => {
      const contact = byUid.get(uid);
      if (contact === undefined) throw new Error(`Contact ${uid} went away while it was planned`);
      return baseMember(contact, regions, group.numbers[at]);
    });
    return planBaseCluster({ group, members, policy, refused });
  });
}

/** Numbers of contacts that are read one by one, and those who have them. */
export interface KeyCollector extends BaseFindings {
  add: (contact: BaseContact) => ContactKeys;
  shared: () => Generator<KeyHolders>;
}

export function collectKeys(regions: RegionRules): KeyCollector {
  const byKey = new Map<string, { type: string | null; holders: { uid: string; locations: readonly string[] }[] }>();
  const faults = new Map<KeyFault, number>();
  const collector: KeyCollector = {
    contacts: 0,
    faults,
    add: (contact) => {
      collector.contacts++;
      const read = contactKeys(contact, regions);
      for (const fault of read.faults) faults.set(fault, (faults.get(fault) ?? 0) + 1);
      const holder = { uid: contact.uid, locations: contact.locations };
      for (const { key, type } of read.keys) {
        const known = byKey.get(key);
        if (known === undefined) byKey.set(key, { type, holders: [holder] });
        else known.holders.push(holder);
      }
      return read;
    },
    shared: function* () {
      for (const [key, { type, holders }] of byKey) if (holders.length > 1) yield { key, type, holders };
    },
  };
  return collector;
}

import type { LastTouch } from '../base-contact.ts';
import type { RegionRules } from '../regions.ts';

/** What a plan does not say of its contacts and whoever decides wants to see: as the last complete scan has it. */
export interface KnownOfBase {
  /** Names of places, by uid. */
  places: ReadonlyMap<string, string>;
  /** By uid of the contact. */
  lastTouch: ReadonlyMap<string, LastTouch>;
}

export const NOTHING_KNOWN: KnownOfBase = { places: new Map(), lastTouch: new Map() };

/** Of places whose countries numbers are read by. */
export function knownPlaces({ locations }: Pick<RegionRules, 'locations'>): KnownOfBase {
  return { ...NOTHING_KNOWN, places: new Map([...locations.values()].map(({ uid, name }) => [uid, name])) };
}

/** The name of a place as a person tells it from others: with its uid where two have one name, the uid alone where it has none. */
export function placeName(uid: string, { places }: Pick<KnownOfBase, 'places'>): string {
  const name = places.get(uid)?.trim() ?? '';
  if (name === '') return uid;
  const alike = [...places].some(([other, its]) => other !== uid && its.trim() === name);
  return alike ? `${name} (${uid})` : name;
}

export function touchText({ event, at }: LastTouch): string {
  return `${event.replaceAll('_', ' ')} ${at}`;
}

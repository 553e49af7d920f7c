import type { Decision } from '../plan.ts';

/** Where a cluster stands in the file of its plan, and what a list of clusters goes by. */
export interface ClusterPlace {
  /** The first byte of its JSON, and how many there are. */
  at: number;
  bytes: number;
  /** So many contacts. */
  size: number;
  decision: Decision;
  /** Its rule, by its number among the preview's. */
  strategy: number;
  /** An earlier decision keeps two of it apart. */
  keptApart: boolean;
}

/** Which clusters are wanted: what is absent is not asked. */
export interface PlacesWanted {
  decisions?: readonly Decision[];
  strategy?: number;
  size?: number;
  /** Of so many contacts, or more. */
  least?: number;
  keptApart?: boolean;
}

/** Bytes of a place in the file: of many clusters all are looked through for each page of a list. */
const PLACE = 16;
const DECISIONS: readonly Decision[] = ['auto', 'review', 'blocked'];
const KEPT_APART = 0x80;
const MOST = 0xffff;
/** Places that are written at once. */
const AT_ONCE = 4096;

export interface PlacesWriter {
  /** Takes the next cluster and its piece of the plan's file. */
  add: (text: string, about: Pick<ClusterPlace, 'size' | 'decision' | 'strategy' | 'keptApart'>) => void;
  end: () => void;
}

/** Writes the places of clusters as their plan is written. */
export function placesWriter(write: (bytes: Uint8Array) => void): PlacesWriter {
  let pending = Buffer.alloc(PLACE * AT_ONCE);
  let used = 0;
  let written = 0;
  const flush = (): void => {
    write(pending.subarray(0, used));
    pending = Buffer.alloc(PLACE * AT_ONCE);
    used = 0;
  };
  return {
    add: (text, { size, decision, strategy, keptApart }) => {
      // One cluster is one line: before it stands what ends the line of the one before.
      const before = text.indexOf('\n') + 1;
      const bytes = Buffer.byteLength(text);
      pending.writeUIntBE(written + before, used, 6);
      pending.writeUInt32BE(bytes - before, used + 6);
      pending.writeUInt16BE(Math.min(size, MOST), used + 10);
      pending.writeUInt16BE(Math.min(strategy, MOST), used + 12);
      pending.writeUInt8(DECISIONS.indexOf(decision) | (keptApart ? KEPT_APART : 0), used + 14);
      written += bytes;
      used += PLACE;
      if (used === pending.length) flush();
    },
    end: flush,
  };
}

/** How many places are wanted, and so many of them from one on: by their number in the plan. */
export function findPlaces(
  places: Buffer,
  { wanted, from, limit }: { wanted: PlacesWanted; from: number; limit: number },
): { all: number; found: (ClusterPlace & { ordinal: number })[] } {
  const found: (ClusterPlace & { ordinal: number })[] = [];
  let all = 0;
  for (let at = 0, ordinal = 0; at + PLACE <= places.length; at += PLACE, ordinal += 1) {
    if (!isWanted(places, at, wanted)) continue;
    all += 1;
    if (ordinal >= from && found.length < limit) found.push({ ordinal, ...placeAt(places, at) });
  }
  return { all, found };
}

function isWanted(places: Buffer, at: number, wanted: PlacesWanted): boolean {
  const { decisions = [], strategy, size, least = 0, keptApart } = wanted;
  const said = places.readUInt8(at + 14);
  const contacts = places.readUInt16BE(at + 10);
  return (
    contacts >= least &&
    (size === undefined || contacts === size) &&
    (strategy === undefined || places.readUInt16BE(at + 12) === strategy) &&
    (decisions.length === 0 || decisions.includes(decisionIn(said))) &&
    (keptApart === undefined || keptApart === said >= KEPT_APART)
  );
}

function placeAt(places: Buffer, at: number): ClusterPlace {
  const said = places.readUInt8(at + 14);
  return {
    at: places.readUIntBE(at, 6),
    bytes: places.readUInt32BE(at + 6),
    size: places.readUInt16BE(at + 10),
    strategy: places.readUInt16BE(at + 12),
    decision: decisionIn(said),
    keptApart: said >= KEPT_APART,
  };
}

function decisionIn(said: number): Decision {
  return DECISIONS[said & ~KEPT_APART] ?? 'blocked';
}

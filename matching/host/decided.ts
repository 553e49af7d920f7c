import type { Said, Two } from '../records/said.ts';
import type { Decision, DecisionWord } from './decisions-file.ts';
import type { RecordIds } from './record-ids.ts';

/** What decisions say of the records of a file. */
export interface Decided {
  /** What holds, by numbers of records. */
  said: Said;
  /** All of them, with the hashes that were missing. */
  decisions: Decision[];
  /** So many hashes were filled in. */
  filledIn: number;
  /** Words that no longer hold, because what is compared of a record has changed. */
  changed: Decision[];
  /** So many name a record that the file lacks. */
  unknown: number;
  /** Pairs of which two words are said: `never` wins, else `unsure`. */
  contradictory: { a: string; b: string; words: DecisionWord[] }[];
}

interface ApplyDecisions {
  decisions: readonly Decision[];
  /** By record. */
  ids: RecordIds;
  hashOf: (records: readonly number[]) => string;
}

/** Holds what persons have said of two records against what the file has of them now. */
export function applyDecisions({ decisions, ids, hashOf }: ApplyDecisions): Decided {
  const records = recordsById(ids, decisions);
  const found: Decided = {
    said: { merge: [], never: [], unsure: [] },
    decisions: [],
    filledIn: 0,
    changed: [],
    unknown: 0,
    contradictory: [],
  };
  const pairs = new Map<string, { first: Decision; words: Set<DecisionWord> }>();
  for (const decision of decisions) {
    const [ofA, ofB] = [records.get(decision.a) ?? [], records.get(decision.b) ?? []];
    if (ofA.length === 0 || ofB.length === 0) {
      found.unknown++;
      found.decisions.push(decision);
      continue;
    }
    const [hashA, hashB] = [hashOf(ofA), hashOf(ofB)];
    const filled = { ...decision, hashA: decision.hashA || hashA, hashB: decision.hashB || hashB };
    for (const part of ['hashA', 'hashB'] as const) if (decision[part] !== filled[part]) found.filledIn++;
    found.decisions.push(filled);
    const { word } = filled;
    if (word === null) continue;
    // Two people stay two, whatever is written of them.
    if (word !== 'never' && (filled.hashA !== hashA || filled.hashB !== hashB)) found.changed.push(filled);
    else {
      const key = JSON.stringify([decision.a, decision.b].sort());
      const known = pairs.get(key);
      if (known === undefined) pairs.set(key, { first: filled, words: new Set([word]) });
      else known.words.add(word);
    }
  }
  const said: Record<DecisionWord, Two[]> = { merge: [], never: [], unsure: [] };
  for (const { first, words } of pairs.values()) {
    const { a, b } = first;
    const strongest = (['never', 'unsure', 'merge'] as const).find((word) => words.has(word)) ?? 'unsure';
    if (words.size > 1) found.contradictory.push({ a, b, words: [...words].sort() });
    for (const one of records.get(a) ?? [])
      for (const other of records.get(b) ?? []) said[strongest].push([one, other]);
  }
  return { ...found, said };
}

/** Of those that are named alone: a file has a million. */
function recordsById(ids: RecordIds, decisions: readonly Decision[]): Map<string, number[]> {
  const found = new Map(
    decisions.flatMap(({ a, b }) => [[a, []] as [string, number[]], [b, []] as [string, number[]]]),
  );
  if (found.size === 0) return found;
  for (let record = 0; record < ids.length; record++) found.get(ids.at(record) ?? '')?.push(record);
  return found;
}

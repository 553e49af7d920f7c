import { jaroWinkler } from '../../matching/text/jaro-winkler.ts';
import { contactCells, labelledContacts } from '../../samples/matching/generate-contacts.ts';
import { plainJaroWinkler } from '../../test/matching/plain-jaro-winkler.ts';

const NAMES = 1500;
const ROUNDS = 7;
/** Of a row of the generator. */
const LAST_NAME = 2;

/** How much of the textbook loop's time ours takes for all pairs of different surnames: the median of rounds in turn, the first ones left out. */
export function jaroWinklerShare(): number {
  const rows = [...labelledContacts({ seed: 9, rows: 20_000 })];
  const names = [...new Set(rows.map((row) => (contactCells(row)[LAST_NAME] ?? '').toLowerCase()))]
    .filter((name) => name !== '')
    .slice(0, NAMES);
  const units = Uint16Array.from(names.join(''), (letter) => letter.charCodeAt(0));
  const starts: number[] = [];
  for (const [at, name] of names.entries()) starts[at + 1] = (starts[at] ?? 0) + name.length;
  const start = Uint32Array.from([0, ...starts.slice(1)]);
  const ours = (a: number, b: number): number => {
    const [one, other] = [names[a] as string, names[b] as string];
    return jaroWinkler(units, start[a] as number, one.length, start[b] as number, other.length);
  };
  const plain = (a: number, b: number): number => plainJaroWinkler(names[a] as string, names[b] as string);
  const shares: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const spent = spentOn(names.length, ours);
    shares.push(spent / spentOn(names.length, plain));
  }
  const warm = shares.slice(2).sort((a, b) => a - b);
  return warm[Math.floor(warm.length / 2)] as number;
}

function spentOn(names: number, closeness: (a: number, b: number) => number): number {
  const before = process.cpuUsage().user;
  let sum = 0;
  for (let a = 0; a < names; a++) for (let b = 0; b < names; b++) sum += closeness(a, b);
  if (Number.isNaN(sum)) throw new Error('A closeness is no number');
  return process.cpuUsage().user - before;
}

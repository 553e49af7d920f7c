import { type Dictionary, grown32, intern, openArena, openDictionary, seal, textOf } from '../text/dictionary.ts';
import { jaroWinkler } from '../text/jaro-winkler.ts';
import { nearestPossible, noteLetters } from '../text/letters.ts';

/** Words that are less close are two words. */
const NEAR = 0.9;

/** The words of each text of a dictionary, weighed by how rare they are. */
export interface TokenBook {
  words: Dictionary;
  /** Text `id` has the words `tokens[from[id]]` up to `tokens[from[id + 1]]`. */
  from: Uint32Array;
  tokens: Int32Array;
  /** By word. */
  weights: Float64Array;
  /** By text: the length of its vector. */
  norms: Float64Array;
  /** By word: 1 where it has a digit. */
  numbers: Uint8Array;
}

/** `counts`: how many records have each text. */
export function tokenBook(dictionary: Dictionary, counts: Uint32Array): TokenBook {
  const words = openDictionary(openArena());
  const from = new Uint32Array(dictionary.size + 1);
  let tokens = new Int32Array(1024);
  let end = 0;
  for (let id = 0; id < dictionary.size; id++) {
    const begin = end;
    for (const word of textOf(dictionary, id).split(' ')) {
      const token = intern(words, word);
      let before = begin;
      while (before < end && tokens[before] !== token) before++;
      if (before < end) continue;
      if (end === tokens.length) tokens = grown32(tokens, end + 1);
      tokens[end++] = token;
    }
    from[id + 1] = end;
  }
  seal(words);
  noteLetters(words);
  const weights = rarity({ words, from, tokens, counts });
  return { words, from, tokens, weights, norms: lengthsOf(from, tokens, weights), numbers: withDigits(words) };
}

/** From 0 to 1: how much of the weight of two texts' words they share. Near words count as well. */
export function similarity(book: TokenBook, a: number, b: number): number {
  const norm = (book.norms[a] as number) * (book.norms[b] as number);
  return norm === 0 ? 0 : Math.min(1, (oneWay(book, a, b) + oneWay(book, b, a)) / (2 * norm));
}

/** Whether one word with a digit is in both. */
export function sharesNumber({ from, tokens, numbers }: TokenBook, a: number, b: number): boolean {
  for (let at = from[a] as number; at < (from[a + 1] as number); at++) {
    const token = tokens[at] as number;
    if (numbers[token] === 0) continue;
    for (let other = from[b] as number; other < (from[b + 1] as number); other++)
      if (tokens[other] === token) return true;
  }
  return false;
}

function oneWay({ words, from, tokens, weights, numbers }: TokenBook, a: number, b: number): number {
  let sum = 0;
  for (let at = from[a] as number; at < (from[a + 1] as number); at++) {
    const token = tokens[at] as number;
    let best = 0;
    let weight = 0;
    for (let other = from[b] as number; other < (from[b + 1] as number); other++) {
      const one = tokens[other] as number;
      const alike = one === token ? 1 : numbers[one] === 1 || numbers[token] === 1 ? 0 : nearness(words, token, one);
      if (alike > best) {
        best = alike;
        weight = weights[one] as number;
      }
      if (best === 1) break;
    }
    sum += best * (weights[token] as number) * weight;
  }
  return sum;
}

/** Of two different words. */
function nearness({ arena, starts, lengths, letters }: Dictionary, a: number, b: number): number {
  const { units } = arena;
  const one = starts[a] as number;
  const other = starts[b] as number;
  const aLength = lengths[a] as number;
  const bLength = lengths[b] as number;
  const shorter = Math.min(aLength, bLength);
  if (shorter < 2) return 0;
  let same = 0;
  while (same < shorter && units[one + same] === units[other + same]) same++;
  const most = nearestPossible(aLength, letters[a] as number, bLength, letters[b] as number);
  if (most >= NEAR && jaroWinkler(units, one, aLength, other, bLength) >= NEAR) return 0.95;
  return same === shorter && shorter > 2 ? 0.85 : 0;
}

function rarity(given: {
  words: Dictionary;
  from: Uint32Array;
  tokens: Int32Array;
  counts: Uint32Array;
}): Float64Array {
  const { words, from, tokens, counts } = given;
  const records = new Float64Array(words.size);
  let all = 0;
  for (let id = 0; id + 1 < from.length; id++) {
    const count = counts[id] as number;
    all += count;
    for (let at = from[id] as number; at < (from[id + 1] as number); at++) {
      const token = tokens[at] as number;
      records[token] = (records[token] as number) + count;
    }
  }
  return records.map((count) => Math.log2(all / Math.max(count, 1)) + 0.5);
}

function lengthsOf(from: Uint32Array, tokens: Int32Array, weights: Float64Array): Float64Array {
  const norms = new Float64Array(from.length - 1);
  for (let id = 0; id < norms.length; id++) {
    let sum = 0;
    for (let at = from[id] as number; at < (from[id + 1] as number); at++)
      sum += (weights[tokens[at] as number] as number) ** 2;
    norms[id] = Math.sqrt(sum);
  }
  return norms;
}

function withDigits({ arena, starts, lengths, size }: Dictionary): Uint8Array {
  const found = new Uint8Array(size);
  for (let id = 0; id < size; id++) {
    const start = starts[id] as number;
    for (let at = start; at < start + (lengths[id] as number); at++) {
      const unit = arena.units[at] as number;
      if (unit > 47 && unit < 58) found[id] = 1;
    }
  }
  return found;
}

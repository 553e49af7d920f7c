import type { CsvEncoding } from './csv-format.ts';

const LOOKED_AT = 4096;

/** The encoding that the first bytes of a file show. Of Windows-1252 they show nothing: a person must say it. */
export function encodingOf(start: Buffer): CsvEncoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const [even, odd] = zeros(start.subarray(0, LOOKED_AT & ~1));
  if (odd >= 0.4 && even < 0.05) return 'utf-16le';
  if (even >= 0.4 && odd < 0.05) return 'utf-16be';
  return 'utf-8';
}

/** Which share of the bytes at even and at odd places is zero. Letters of the header have one zero of two in UTF-16. */
function zeros(bytes: Buffer): [number, number] {
  const counts: [number, number] = [0, 0];
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) counts[at % 2 === 0 ? 0 : 1]++;
  const half = Math.max(1, Math.floor(bytes.length / 2));
  return [counts[0] / half, counts[1] / half];
}

import { grown32 } from '../text/dictionary.ts';

/** Pairs that may be one person's, with their weights. Those below 0 are not among them: no prior makes one of them a link. */
export interface WeighedPairs {
  size: number;
  a: Int32Array<ArrayBuffer>;
  b: Int32Array<ArrayBuffer>;
  weights: Int32Array<ArrayBuffer>;
}

export function openWeighedPairs(): WeighedPairs {
  const room = (): Int32Array<ArrayBuffer> => new Int32Array(4096);
  return { size: 0, a: room(), b: room(), weights: room() };
}

export function keepPair(pairs: WeighedPairs, a: number, b: number, weight: number): void {
  const at = pairs.size++;
  if (at === pairs.a.length)
    for (const part of ['a', 'b', 'weights'] as const) pairs[part] = grown32(pairs[part], at + 1);
  pairs.a[at] = a;
  pairs.b[at] = b;
  pairs.weights[at] = weight;
}

import type { Place } from '../../store/review/queue.ts';

/** A place in plan order, as an address has it: `12.<cluster>`. */
export function placeText({ ordinal, cluster }: Place): string {
  return `${ordinal}.${cluster}`;
}

/** Null for what is none. */
export function placeIn(text: string): Place | null {
  const [, ordinal, cluster] = /^(\d{1,9})\.([0-9a-f]{32})$/.exec(text) ?? [];
  return ordinal === undefined || cluster === undefined ? null : { ordinal: Number(ordinal), cluster };
}

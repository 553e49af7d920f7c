/** `pair` or `pairs`, whichever goes with the number. */
export function nounFor(n: number, one: string, many: string = `${one}s`): string {
  return n === 1 ? one : many;
}

/** `1 pair`, `1215 pairs`. */
export function counted(n: number, one: string, many?: string): string {
  return `${n} ${nounFor(n, one, many)}`;
}

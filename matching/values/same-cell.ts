/** A cell as it is compared with another of its column that only has to be the same: letters of one size, one width and one space. */
export function sameCell(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Cells that a person lists, in whatever spelling. */
export function cellSet(cells: readonly string[]): Pick<ReadonlySet<string>, 'has'> {
  if (cells.length === 0) return { has: () => false };
  const known = new Set(cells.map(sameCell));
  return { has: (text) => known.has(sameCell(text)) };
}

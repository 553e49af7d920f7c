/** The name that is most like the wanted one; null where none is like it at all. */
export function nearestName(wanted: string, names: readonly string[]): string | null {
  const bare = letters(wanted);
  let nearest: string | null = null;
  let least = 0.5;
  for (const name of names) {
    const far = distance(bare, letters(name));
    if (far >= least) continue;
    least = far;
    nearest = name;
  }
  return nearest;
}

function letters(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 40);
}

/** Edits per letter of the longer one; less where one holds the other. */
function distance(a: string, b: string): number {
  if (a === '' || b === '') return 1;
  const share = edits(a, b) / Math.max(a.length, b.length);
  const shorter = Math.min(a.length, b.length);
  return shorter >= 3 && (a.includes(b) || b.includes(a)) ? share / 2 : share;
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

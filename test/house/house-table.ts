/** Below these a folder is no room of the house. */
const PLAIN = ['test', 'bench', 'docs'];

/** What is wrong with a table of folders, a row each: the top folders before the bar, those inside them after it. */
export function faultsOfTable(table: string, files: readonly string[]): string[] {
  const there = new Set(files.flatMap(foldersOf));
  const named = table.split('\n').flatMap(namedIn);
  return [
    ...named.filter((folder) => !there.has(folder)).map((folder) => `There is no ${folder}/`),
    ...[...there]
      .filter((folder) => !named.includes(folder))
      .sort()
      .map((folder) => `The table does not name ${folder}/`),
  ];
}

function foldersOf(file: string): string[] {
  const [top = '', below, ...rest] = file.split('/');
  if (below === undefined) return [];
  return rest.length === 0 || PLAIN.includes(top) ? [top] : [top, `${top}/${below}`];
}

/** A row without a top folder names those beside the floors. */
function namedIn(row: string): string[] {
  const [, first = '', second = ''] = row.split('|');
  const tops = words(first);
  const inside = words(second);
  if (tops.length === 0) return inside;
  return [...tops, ...inside.map((folder) => `${tops[0]}/${folder}`)];
}

function words(cell: string): string[] {
  const quoted = [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, text = '']) => text.split(' '));
  return quoted.filter((word) => word.endsWith('/')).map((word) => word.slice(0, -1));
}

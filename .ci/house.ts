/** What floors.json says. */
export interface House {
  /** Folder → the floors below it that it may import; the top floor first. */
  floors: Record<string, string[]>;
  /** Top folders that are no floors. */
  beside: string[];
  /** Vitest's project → the folders of `test/` that it runs; `none` are what tests share. */
  tests: Record<string, string[]>;
  /** So many source files may stand in one folder, not counting those of its subfolders. */
  fullLevel: number;
  /** Folders that may hold more, and why. */
  fullerLevels: Record<string, string>;
}

const MOST_EXCEPTIONS = 2;
const SOURCE = /\.(ts|mjs|cjs)$/;
const UNCOUNTED = /^(test|bench|docs|store\/migrations)(\/|$)/;

/** What is wrong with a tree of files: their paths from the root, with `/`. */
export function faultsOf(house: House, files: readonly string[]): string[] {
  return [...floorFaults(house), ...topFaults(house, files), ...testFaults(house, files), ...levelFaults(house, files)];
}

function floorFaults({ floors }: House): string[] {
  const order = Object.keys(floors);
  return Object.entries(floors).flatMap(([floor, below]) =>
    below
      .filter((other) => order.indexOf(other) <= order.indexOf(floor))
      .map((other) => `floors.json: ${floor}/ may not import ${other}/, which is no floor below it`),
  );
}

function topFaults({ floors, beside }: House, files: readonly string[]): string[] {
  return differences({
    found: files.filter((file) => file.includes('/')).map((file) => file.split('/', 1)[0] ?? ''),
    named: [...Object.keys(floors), ...beside],
    as: 'a floor or beside them',
  });
}

function testFaults({ tests }: House, files: readonly string[]): string[] {
  const { none = [], ...projects } = tests;
  const run = Object.values(projects).flat();
  const lost = files
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => {
      const [top, folder = '', ...rest] = file.split('/');
      return top !== 'test' || rest.length === 0 || !run.includes(folder);
    });
  return [
    ...differences({
      found: files.flatMap((file) => file.match(/^test\/([^/]+)\//)?.[1] ?? []),
      named: [...run, ...none],
      as: 'a folder of tests',
      under: 'test/',
    }),
    ...lost.map((file) => `${file}: no project of floors.json runs it`),
  ];
}

function levelFaults({ fullLevel, fullerLevels }: House, files: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
    if (SOURCE.test(file) && !UNCOUNTED.test(folder)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const full = [...counts].filter(([folder, count]) => count > fullLevel && !Object.hasOwn(fullerLevels, folder));
  const excepted = Object.keys(fullerLevels);
  return [
    ...full.map(([folder, count]) => `${folder}/ holds ${count} source files of one level, more than ${fullLevel}`),
    ...excepted.filter((folder) => !counts.has(folder)).map((folder) => `floors.json: there is no ${folder}/`),
    ...(excepted.length > MOST_EXCEPTIONS ? [`floors.json: more than ${MOST_EXCEPTIONS} folders may be fuller`] : []),
  ];
}

function differences(options: { found: string[]; named: string[]; as: string; under?: string }): string[] {
  const { named, as, under = '' } = options;
  const found = new Set(options.found);
  return [
    ...[...found]
      .filter((name) => !named.includes(name))
      .map((name) => `${under}${name}/: floors.json does not name it as ${as}`),
    ...named.filter((name) => !found.has(name)).map((name) => `floors.json: there is no ${under}${name}/`),
    ...named.filter((name, at) => named.indexOf(name) !== at).map((name) => `floors.json names ${under}${name}/ twice`),
  ];
}

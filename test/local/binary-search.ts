import { join } from 'node:path';
import type { BinarySearch } from '../../local/temporal/binary.ts';
import { testFolder } from '../support/folder.ts';

export interface TestSearch {
  search: BinarySearch & { env: { PATH: string; HOME: string } };
  home: string;
  /** The only folder on PATH besides the system's own shell tools. */
  bin: string;
  cached: string;
  said: string[];
}

/** A search in a home and a PATH of its own, without a network. */
export function testSearch(): TestSearch {
  const home = testFolder();
  const bin = join(home, 'bin');
  const said: string[] = [];
  return {
    search: {
      env: { PATH: bin, HOME: home },
      say: (line) => said.push(line),
      download: async () => null,
    },
    home,
    bin,
    cached: join(home, '.cache', 'contact-dedupe', 'temporal-cli-v1.5.1'),
    said,
  };
}

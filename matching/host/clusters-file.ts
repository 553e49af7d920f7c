import { AtomicFile } from '../../contacts/preview/atomic-file.ts';
import type { Match } from '../match.ts';
import { csvCell } from './csv-cell.ts';
import type { RecordIds } from './record-ids.ts';

export type Band = 'auto' | 'review' | '';

interface ClustersFile {
  /** By record. */
  ids: RecordIds;
  match: Match;
  /** By record: ids that stay from run to run. */
  persons: (record: number) => string;
}

/** Writes id, cluster, auto, person, band and probability of every record: whole or not at all, for its owner only. */
export function writeClusters(path: string, { ids, match, persons }: ClustersFile): void {
  const file = new AtomicFile(path);
  try {
    file.write('id,cluster,auto,person,band,probability\n');
    const bandOf = bandsOf(match);
    for (const [record, lowest] of match.clusters.entries()) {
      const id = ids.at(record) ?? '';
      const cluster = csvCell(ids.at(lowest) ?? '');
      const person = csvCell(persons(record));
      const group = match.auto[record] as number;
      const auto = group < 0 ? '' : csvCell(ids.at(group) ?? '');
      const band = bandOf(record);
      const probability = band === '' ? '' : (match.probabilities[record] as number).toFixed(4);
      file.write(`${csvCell(id)},${cluster},${auto},${person},${band},${probability}\n`);
    }
    file.save();
    file.publish();
  } finally {
    file.discard();
  }
}

/** By record: in a group of the auto band, in a cluster that a person must look at, or alone. */
export function bandsOf({ clusters, auto }: Pick<Match, 'clusters' | 'auto'>): (record: number) => Band {
  const sizes = new Uint32Array(clusters.length);
  for (const cluster of clusters) sizes[cluster] = (sizes[cluster] as number) + 1;
  return (record) => {
    if ((auto[record] as number) >= 0) return 'auto';
    return (sizes[clusters[record] as number] as number) > 1 ? 'review' : '';
  };
}

import { AtomicFile } from '../../contacts/preview/atomic-file.ts';
import type { Match } from '../match.ts';
import { csvCell } from './csv-cell.ts';

export type Band = 'auto' | 'review' | '';

interface ClustersFile {
  /** By record. */
  ids: readonly string[];
  match: Match;
  /** By record: ids that stay from run to run. */
  persons: readonly string[];
}

/** Writes id, cluster, auto, person, band and probability of every record: whole or not at all, for its owner only. */
export function writeClusters(path: string, { ids, match, persons }: ClustersFile): void {
  const file = new AtomicFile(path);
  try {
    file.write('id,cluster,auto,person,band,probability\n');
    const bands = bandsOf(match);
    for (const [record, id] of ids.entries()) {
      const cluster = csvCell(ids[match.clusters[record] as number] ?? '');
      const person = csvCell(persons[record] ?? '');
      const group = match.auto[record] as number;
      const auto = group < 0 ? '' : csvCell(ids[group] ?? '');
      const band = bands[record] ?? '';
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
export function bandsOf({ clusters, auto }: Match): Band[] {
  const sizes = new Uint32Array(clusters.length);
  for (const cluster of clusters) sizes[cluster] = (sizes[cluster] as number) + 1;
  return Array.from(clusters, (cluster, record) => {
    if ((auto[record] as number) >= 0) return 'auto';
    return (sizes[cluster] as number) > 1 ? 'review' : '';
  });
}

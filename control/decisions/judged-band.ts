import type { Db } from '../../store/database.ts';
import { bandStanding } from '../../store/decisions/band.ts';
import type { Run } from '../../store/runs/runs.ts';
import { Refused } from '../refused.ts';

export interface JudgedBand {
  /** All of them judged, and none wrong. */
  sampled: number;
  /** In the band, the sample included. */
  clusters: number;
  /** With 95 % certainty no greater share of the band is wrong; 0 where all were judged. */
  mostWrong: number;
}

/** Clusters of the sample that this person has not judged. */
export async function leftToJudge(db: Db, { run, by }: { run: Run; by: string }): Promise<string[]> {
  const { sample } = await bandStanding(db, run);
  return sample.filter((one) => one.word !== 'yes' || one.by !== by).map(({ cluster }) => cluster);
}

/** What the sample of the auto band proves, once this person has judged all of it without a "no". Throws Refused before. */
export async function requireJudged(db: Db, { run, by }: { run: Run; by: string }): Promise<JudgedBand> {
  const { clusters, sample, isClosed } = await bandStanding(db, run);
  if (clusters === 0) throw new Refused(`Run ${run.id} has no cluster in an auto band of a matching`);
  if (isClosed) {
    throw new Refused(
      `The auto band of run ${run.id} is closed: a person has said of one of its clusters that it is not one person. Each is approved by itself`,
    );
  }
  const others = sample.filter((one) => one.word !== 'yes' || one.by !== by);
  if (others.length > 0) {
    const later = others.filter(({ word }) => word === 'later').length;
    const putOff = later === 0 ? '' : `, ${later} of them put off`;
    throw new Refused(
      `${by} has judged ${sample.length - others.length} of the sample of ${sample.length}${putOff}: the band is approved by who has judged all`,
      { todo: { code: 'judge-band', values: { run: run.id } } },
    );
  }
  const sampled = sample.length;
  return { sampled, clusters, mostWrong: sampled === clusters ? 0 : 1 - 0.05 ** (1 / sampled) };
}

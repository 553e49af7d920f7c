import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Report } from '../../store/reports/types.ts';
import type { Run } from '../../store/runs/runs.ts';
import type { Scene } from '../support/scene.ts';

export interface ReadReport {
  report: Report;
  merges: Record<string, string>[];
  redirects: Record<string, string>[];
}

export function reportFolder(scene: Scene, run: Run): string {
  return join(scene.folder, 'reports', run.id);
}

/** The three files of a run's report, as a person's tools read them. */
export function readReport(scene: Scene, run: Run): ReadReport {
  const text = (name: string): string => readFileSync(join(reportFolder(scene, run), name), 'utf8');
  return {
    report: JSON.parse(text('report.json')) as Report,
    merges: parse(text('merges.csv'), { columns: true }),
    redirects: parse(text('redirects.csv'), { columns: true }),
  };
}

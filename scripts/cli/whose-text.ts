import type { Run } from '../../store/runs/runs.ts';

/** Whose contacts a word to a run is about: shown before anything is done. */
export function whoseText({ id, crm, org }: Pick<Run, 'id' | 'crm' | 'org'>): string {
  return `Run ${id}: ${crm} organization ${org}`;
}

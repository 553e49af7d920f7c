import { csvFile } from '../../contacts/csv/source.ts';
import { type Decision, readDecisions } from '../../matching/host/decisions-file.ts';
import { readModel, type StoredModel } from '../../matching/host/model-file.ts';
import { type PersonsBefore, readPersons } from '../../matching/host/persons-before.ts';
import { type ColumnMap, NO_MAP, readColumnMap } from '../../matching/host/read-map.ts';
import type { MatchArgs } from './match-args.ts';

/** What a match is given beside the contacts. */
export interface MatchInputs {
  map: ColumnMap;
  /** Null: none were given. */
  decisions: Decision[] | null;
  model: StoredModel | null;
  previous: PersonsBefore | null;
}

/** Before the contacts, of which there may be a million. Throws InputError. */
export async function readInputs({
  map,
  decisions,
  model,
  previous,
}: Pick<MatchArgs, 'map' | 'decisions' | 'model'> & { previous?: string | null }): Promise<MatchInputs> {
  return {
    map: map === null ? NO_MAP : await readColumnMap(map),
    decisions: decisions === null ? null : await readDecisions(csvFile(decisions)),
    model: model === null ? null : await readModel(model),
    previous: previous == null ? null : await readPersons(csvFile(previous)),
  };
}

import { toDon } from './ids.ts';

/** A list of people of one object was written: what its timeline tells of it. Display ids. */
export interface PeopleChange {
  field: 'reported_by' | 'members';
  before: readonly string[];
  after: readonly string[];
  by: string;
  at: string;
  /** How many messages stood on the object then. */
  afterMessages: number;
}

export function noteChange(options: {
  changes: Map<string, readonly PeopleChange[]>;
  id: string;
  change: PeopleChange;
}): void {
  const { changes, id, change } = options;
  changes.set(id, [...(changes.get(id) ?? []), change]);
}

/** The change as a field delta, with both lists whole. */
export function showDelta({ org, change }: { org: string; change: PeopleChange }): Record<string, unknown> {
  const idList = (ids: readonly string[]) => ({
    type: 'id_list',
    values: ids.map((displayId) => toDon({ org, displayId })),
  });
  return { name: change.field, old_value: idList(change.before), new_value: idList(change.after) };
}

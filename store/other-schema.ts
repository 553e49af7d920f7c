import type { Todo } from '../config/todo.ts';
import { SCHEMA_VERSION, type SchemaState } from './schema-version.ts';

/** The database has the schema of another version of this program, which this one may not or cannot change. Exit code 2. */
export class OtherSchema extends Error {
  override readonly name = 'OtherSchema';
  readonly exitCode = 2;
  readonly todo: Todo;

  constructor({ version, newer }: SchemaState) {
    const which = newer > 0 ? 'a newer' : 'an older';
    super(
      `The database has ${which} schema, version ${version}, and this program works with version ${SCHEMA_VERSION}`,
    );
    this.todo = newer > 0 ? { code: 'use-newer-program', values: {} } : { code: 'migrate', values: {} };
  }
}

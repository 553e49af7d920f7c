import { readFileSync, statSync } from 'node:fs';
import { ConfigError } from './config-error.ts';
import { personName } from './people-names.ts';
import { isRole, ROLES, type Role } from './roles.ts';
import { type Env, text } from './variables.ts';

/** Somebody who may see runs, with a token of their own. */
export interface TokenPerson {
  name: string;
  role: Role;
  /** SHA-256 of the token, 32 bytes. */
  digest: Buffer;
}

/**
 * Reads API_TOKENS_FILE: a line `name, role, SHA-256 of the token in hex` for each person; empty lines and those that begin with # say
 * nothing. Nobody where it is not set. Throws ConfigError that names the line, and never what is in it.
 */
export function loadPeople(env: Env = process.env): readonly TokenPerson[] {
  const file = text(env, 'API_TOKENS_FILE');
  if (file === null) return [];
  const people = linesOf(file).flatMap((line, index) => personOf(line, `API_TOKENS_FILE '${file}', line ${index + 1}`));
  const names = people.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ConfigError(`API_TOKENS_FILE '${file}' has two lines for one name`);
  return people;
}

function linesOf(file: string): string[] {
  try {
    if ((statSync(file).mode & 0o002) !== 0) {
      throw new ConfigError(`API_TOKENS_FILE '${file}' can be written by everybody: chmod o-w`);
    }
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`API_TOKENS_FILE is '${file}', which cannot be read: name a readable file or unset it`);
  }
}

function personOf(line: string, where: string): TokenPerson[] {
  if (line.trim() === '' || line.trimStart().startsWith('#')) return [];
  const [said = '', role = '', hash = '', ...more] = line.split(',').map((part) => part.trim());
  const name = personName(said);
  if (name === null || !isRole(role) || !/^[0-9a-f]{64}$/i.test(hash) || more.length > 0) {
    throw new ConfigError(`${where}: expected 'name, role, SHA-256 of the token', the role one of ${ROLES.join(', ')}`);
  }
  return [{ name, role, digest: Buffer.from(hash, 'hex') }];
}

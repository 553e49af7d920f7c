import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export interface Service {
  image?: string;
  entrypoint?: string[];
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: { test: string[] };
  restart?: string;
  network_mode?: string;
  depends_on?: Record<string, { condition: string }>;
}

export interface ComposeFile {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const PATH = fileURLToPath(new URL('../../docker-compose.yml', import.meta.url));

export const composeText = (): string => readFileSync(PATH, 'utf8');

/** As Compose reads it, with these variables set and no others. */
export function readCompose(variables: Record<string, string>): ComposeFile {
  return parse(interpolate(composeText(), variables), { merge: true }) as ComposeFile;
}

/** The names of all variables that the file asks for. */
export function variablesAsked(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name = '']) => name))];
}

/** `${NAME:-default}`, `${NAME:+instead}`, `${NAME:?message}` and `$$`, the forms that the file uses. */
function interpolate(text: string, variables: Record<string, string>): string {
  return text.replace(/\$\$|\$\{(\w+)(?::([-?+])([^}]*))?\}/g, (found, name: string, kind?: string, word?: string) => {
    if (found === '$$') return '$';
    const value = variables[name];
    if (kind === '+') return value ? (word ?? '') : '';
    if (value) return value;
    if (kind === '?') throw new Error(word);
    return word ?? '';
  });
}

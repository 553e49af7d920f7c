import { hash } from 'node:crypto';
import { createRequire } from 'node:module';

let known: string | undefined;

/**
 * What decides which texts are numbers: the library with its version, and 12 hex of what it knows of the world's numbering plans.
 * Stored with every key, since a newer one may read the same text as another key.
 */
export function phoneVersion(): string {
  known ??= readVersion();
  return known;
}

function readVersion(): string {
  const require = createRequire(import.meta.url);
  const { version } = require('libphonenumber-js/package.json') as { version: string };
  const plans = hash('sha256', JSON.stringify(require('libphonenumber-js/metadata.max.json')));
  return `libphonenumber-js/max ${version} ${plans.slice(0, 12)}`;
}

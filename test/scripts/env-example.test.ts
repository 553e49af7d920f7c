import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);

test('.env.example names every variable that the settings read', () => {
  const settings = readdirSync(new URL('config/', ROOT)).filter((file) => file.endsWith('.ts'));
  const sources = [...settings.map((file) => `config/${file}`), 'temporal/named-temporal.ts'];
  const code = sources.map((path) => readFileSync(new URL(path, ROOT), 'utf8')).join('\n');
  const names = [...code.matchAll(/(?:'|env\.)([A-Z]+_[A-Z_]+|ENVIRONMENT)\b/g)].map(([, name]) => name ?? '');
  expect(names.length).toBeGreaterThan(25);
  const example = readFileSync(new URL('.env.example', ROOT), 'utf8');
  expect(names.filter((name) => !example.includes(name))).toEqual([]);
});

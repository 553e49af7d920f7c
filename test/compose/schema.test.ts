import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { readCompose } from './compose-file.ts';
import { SETTINGS } from './settings.ts';

/** From the Go module github.com/compose-spec/compose-go/v2, version 2.16.2, schema/compose-spec.json (Apache-2.0), unchanged. */
const SCHEMA = new URL('./compose-spec.json', import.meta.url);

function validator() {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  return ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
}

test('docker-compose.yml is what the Compose specification allows', () => {
  const validate = validator();
  validate(readCompose(SETTINGS));
  expect(validate.errors ?? []).toEqual([]);
});

test('the specification refuses a misspelled key', () => {
  const validate = validator();
  const file = readCompose(SETTINGS);
  expect(validate({ ...file, services: { worker: { ...file.services.worker, enviroment: {} } } })).toBe(false);
});

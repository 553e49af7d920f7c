import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCustomer } from '../../api/customers/check-customer.ts';
import { sharedApi } from './api.ts';

const api = sharedApi({ CUSTOMER_SOURCES: 'crm_a,crm_b' });

type Schemas = Record<string, object>;

async function schemas(): Promise<Schemas> {
  const answer = await fetch(`${api().url}/openapi.json`);
  const document = (await answer.json()) as { openapi: string; components: { schemas: Schemas } };
  expect(document.openapi).toBe('3.1.0');
  return document.components.schemas;
}

/** In the forms that JSON Schema knows: pydantic's leniency (a text of digits for an integer) is beyond it. */
const record = fc.record(
  {
    customer_id: fc.oneof({ weight: 4, arbitrary: fc.maxSafeInteger() }, fc.constantFrom(1.5, null, [], {})),
    name: fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom('n'.repeat(255), 'n'.repeat(256), '😀'.repeat(255), 7, null),
    ),
    email: fc.constantFrom(
      'ada@example.com',
      'a.b+c@sub.example.com',
      'ada',
      'ada@',
      '@example.com',
      'a b@example.com',
      7,
      null,
    ),
    source: fc.constantFrom('crm_a', 'crm_b', 'crm_c', null),
    phone: fc.constantFrom('+44 20 7946 0101', '', null, 1, 'x'.repeat(256)),
  },
  { requiredKeys: [] },
);

test('The pages begin with what the API is for', async () => {
  const { info } = (await (await fetch(`${api().url}/openapi.json`)).json()) as { info: { description: string } };
  expect(info.description).toMatch(/^Who is in which CRM/);
});

test('What /openapi.json calls a customer is exactly what is taken', async () => {
  const all = await schemas();
  const ajv = new Ajv2020({
    strict: false,
    formats: { int64: true, email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'date-time': true },
  });
  for (const [name, schema] of Object.entries(all)) ajv.addSchema(schema, `#/components/schemas/${name}`);
  const validate = ajv.getSchema('#/components/schemas/CustomerCreate');
  let taken = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 5, arbitrary: record }, fc.jsonValue()), (value) => {
      const faults: never[] = [];
      const customer = checkCustomer(value, { place: ['body'], sources: api().settings.sources, faults });
      if (customer !== null) taken += 1;
      expect(customer !== null, JSON.stringify({ value, faults })).toBe(validate?.(value));
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(20);
});

test('Every answer for other sources has the pattern of the three', async () => {
  const answer = await fetch(`${api().url}/api/v1/deduplication/compare-sources`);
  expect(await answer.text()).toBe(
    '{"in_all_sources":[],"only_in_crm_a":[],"only_in_crm_b":[],"crm_a_count":0,"crm_b_count":0}',
  );
  expect(Object.keys((await schemas()).SourceComparison ?? {})).toContain('properties');
});

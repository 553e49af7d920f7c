import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { sharedApi } from './api.ts';

interface Step {
  name: string;
  request: { method: string; path: string; headers: Record<string, string>; body: string | null; body_base64?: string };
  answer: { status: number; headers: Record<string, string>; body: string };
  /** Set where the product answers otherwise, on purpose. */
  differs?: string;
}

const FOLDER = fileURLToPath(new URL('golden', import.meta.url));
const TIME = /"(created_at|updated_at)":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"/g;

/** The answer as the recording has it: ids and times are not the same twice. */
async function sendStep(url: string, { request }: Step): Promise<Step['answer']> {
  const { method, path, headers, body, body_base64 } = request;
  const bytes = body_base64 === undefined ? body : Buffer.from(body_base64, 'base64');
  const response = await fetch(url + path, {
    method,
    headers,
    redirect: 'manual',
    body: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(
      ['content-type', 'allow', 'location'].flatMap((name) => {
        const value = response.headers.get(name);
        return value === null ? [] : [[name, value.replace(new URL(url).host, '<host>')]];
      }),
    ),
    body: text.replace(/"id":\d+/g, '"id":"<id>"').replace(TIME, '"$1":"<time>"'),
  };
}

function stepsOf(file: string): Step[] {
  return JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')).steps;
}

/** Where we differ beyond what the recording itself says, and why. */
const OURS: Record<string, { body: string }> = {
  // Two records fewer were taken before: one without a content type, one in UTF-16.
  'after faulty uploads only the good ones are there': {
    body: '{"total_records":5,"unique_customers":1,"duplicates_found":4,"unique_customer_ids":[101]}',
  },
  // No error repeats what was sent.
  'e-mail "ada@\\ud83d\\ude00.com"': {
    body: '{"detail":[{"loc":["body","email"],"msg":"value is not a valid email address: The part after the @-sign is invalid (Codepoint U+1F600 at position 1 not allowed).","type":"value_error"}]}',
  },
};

/** What is expected of us: the recorded answer, or one that differs as the recording says: by its status at least. */
function expectedOf(step: Step, found: Step['answer']): Step['answer'] {
  const { answer, differs } = step;
  if (differs) return { ...found, status: Number(/^\d{3}/.exec(differs)?.[0]) };
  // Starlette names the methods of the first route alone; RFC 9110 wants all of them.
  const { allow } = answer.headers;
  const isNamed = allow !== undefined && found.headers.allow?.split(', ').includes(allow);
  const headers = isNamed ? { ...answer.headers, allow: found.headers.allow ?? '' } : answer.headers;
  return { ...answer, headers, ...OURS[step.name] };
}

describe('What a FastAPI application of the same interface answers, byte for byte', () => {
  const api = sharedApi();
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  test.each(files)('%s', async (file) => {
    await fetch(`${api().url}/api/v1/customers`, { method: 'DELETE' });
    for (const step of stepsOf(file)) {
      const found = await sendStep(api().url, step);
      expect(found, step.name).toEqual(expectedOf(step, found));
    }
  });
});

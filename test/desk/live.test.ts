import { globalAgent, get as httpGet } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLinkCode } from '../../api/people/link-codes.ts';
import { until } from '../../local/process/until.ts';
import type { Run } from '../../store/runs/runs.ts';
import { patience } from '../support/patience.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { smallWorld } from '../support/small-world.ts';
import { FORM, send } from './desk.ts';
import { openSceneDesk, type SceneDesk } from './scene-desk.ts';

let scene: Scene;
let desk: SceneDesk;
let run: Run;
let cookie = '';

beforeAll(async () => {
  const { world, plan } = smallWorld([
    { members: { 'REVU-1': ['TKT-1'], 'REVU-2': ['TKT-2'] }, decision: 'review' },
    { members: { 'REVU-3': ['TKT-3'], 'REVU-4': ['TKT-4'] } },
  ]);
  scene = await openScene({ world, plan });
  desk = await openSceneDesk(scene);
  await scene.workerHere();
  cookie = await logIn();
  run = await scene.start({ approve: 'none' });
});

afterAll(async () => {
  await desk?.close();
  await scene?.close();
});

async function logIn(): Promise<string> {
  const body = new URLSearchParams({ code: createLinkCode(desk.dataDir), name: 'Ada' }).toString();
  const answer = await send(desk, { path: '/login', method: 'POST', headers: FORM, body });
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

interface Heard {
  events: { id: string; event: string; data: string }[];
  /** Waits until something was said that fits. */
  until(fits: (data: string) => boolean): Promise<void>;
  hangUp(): void;
}

function listen(path: string, lastEventId = ''): Heard {
  const events: Heard['events'] = [];
  const headers = { cookie, accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) };
  const request = httpGet(desk.url + path, { headers }, (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const of = (name: string): string =>
          part
            .split('\n')
            .filter((line) => line.startsWith(`${name}: `))
            .map((line) => line.slice(name.length + 2))
            .join('\n');
        if (of('event') !== '') events.push({ id: of('id'), event: of('event'), data: of('data') });
      }
    });
    answer.on('error', () => undefined);
  });
  request.on('error', () => undefined);
  return {
    events,
    until: async (fits) => {
      const isHeard = async () => (events.some(({ data }) => fits(data)) ? true : null);
      if ((await until(isHeard, { timeoutMs: patience(30_000) })) === null) throw new Error('It was not heard');
    },
    hangUp: () => request.destroy(),
  };
}

async function stop(word: string): Promise<number> {
  const path = `/runs/${run.id}/stop`;
  const answer = await send(desk, { path, method: 'POST', headers: { ...FORM, cookie }, body: `word=${word}` });
  return answer.status;
}

test('Who listens hears a pause and a resume; who comes back hears what is new and nothing twice, also of a server started anew', async () => {
  const path = `/api/v1/events?run=${run.id}`;
  const first = listen(path);
  await first.until((data) => data.includes('"waitsFor":"decision"'));
  expect(await stop('pause')).toBe(303);
  await first.until((data) => data.includes('"waitsFor":"resume"'));
  first.hangUp();
  const last = first.events.at(-1)?.id ?? '';
  await desk.close();
  // Connections of before are the old server's.
  globalAgent.destroy();
  desk = await openSceneDesk(scene, desk.port);
  cookie = await logIn();
  const again = listen(path, last);
  expect(await stop('resume')).toBe(303);
  await again.until((data) => data.includes('"waitsFor":"decision"'));
  expect(again.events.map(({ id }) => id)).not.toContain(last);
  again.hangUp();
});

test('The page of the run, its lists and all runs say where it stands; finish ends it, and its report is there', async () => {
  const page = async (path: string) => send(desk, { path, headers: { cookie } });
  const own = await page(`/runs/${run.id}`);
  expect(own.body).toContain('2 clusters to decide');
  expect((await page('/runs')).body).toContain('waits for a decision');
  expect((await page(`/runs/${run.id}/clusters?state=undecided`)).body.match(/<tr><th scope="row">/g)).toHaveLength(2);
  expect((await page(`/runs/${run.id}/pairs`)).body).toContain('There is none');
  const live = listen(`/runs/${run.id}/live`);
  await live.until((data) => data.includes('Waits for a decision'));
  expect(await stop('finish')).toBe(303);
  const isOver = async () => (live.events.some(({ event }) => event === 'end') ? true : null);
  expect(await until(isOver, { timeoutMs: patience(60_000) })).toBe(true);
  const report = await page(`/runs/${run.id}/report`);
  expect(report.status).toBe(200);
  expect(report.headers['content-security-policy']).toContain('sandbox allow-scripts');
  expect((await page(`/runs/${run.id}`)).body).toContain('The report');
  expect(await stop('resume')).toBe(409);
  live.hangUp();
});

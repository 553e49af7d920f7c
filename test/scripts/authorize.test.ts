import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { CLIENT_ID, CLIENT_SECRET } from '../../sandbox/podium/oauth.ts';
import { practicePodium } from '../sandbox/podium/practice.ts';
import { testFolder } from '../support/folder.ts';

interface Verb {
  child: ChildProcessWithoutNullStreams;
  /** The page on which to agree. */
  address: Promise<string>;
  out: () => string;
  ended: Promise<number>;
}

function authorize(url: string, folder: string, more: Record<string, string> = {}): Verb {
  const env = {
    PATH: process.env.PATH,
    DEDUPE_HOME: folder,
    PODIUM_BASE_URL: url,
    PODIUM_CLIENT_ID: CLIENT_ID,
    PODIUM_CLIENT_SECRET: CLIENT_SECRET,
    ...more,
  };
  const script = join(inject('scripts'), 'authorize.cjs');
  const child = spawn(process.execPath, [script, '--crm', 'podium', '--json'], { env, cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  const address = new Promise<string>((resolve) =>
    child.stderr.on('data', (chunk) => {
      err += chunk;
      const found = /https?:\/\/\S+\/oauth\/authorize\?\S+/.exec(err)?.[0];
      if (found !== undefined) resolve(found);
    }),
  );
  return { child, address, out: () => `${out}${err}`, ended: once(child, 'close').then(([code]) => code as number) };
}

async function agree(address: string): Promise<string> {
  const sent = await fetch(address, { redirect: 'manual' });
  return sent.headers.get('location') ?? '';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

test('The code is taken from the pasted address, and the tokens lie in the data folder for their owner', async () => {
  const { podium, world } = await practicePodium();
  const folder = testFolder();
  const verb = authorize(podium.url, folder);
  verb.child.stdin.write(`${await agree(await verb.address)}\n`);
  expect(await verb.ended).toBe(0);
  expect(verb.out()).toContain('Asked for: read_contacts, read_locations');
  const tokens = JSON.parse(readFileSync(join(folder, '.data/podium-tokens.json'), 'utf8'));
  expect(tokens.organization).toBe(world.org);
  expect(verb.out()).not.toContain(tokens.accessToken);
  expect(verb.out()).not.toContain(tokens.refreshToken);
  expect(podium.effects()).toEqual([]);
});

test('An answer to somebody else, or a no, is not taken', async () => {
  const { podium } = await practicePodium();
  const folder = testFolder();
  for (const [search, words] of [
    ['?code=code-x&state=other', 'another state'],
    ['?error=access_denied', 'another state'],
  ] as const) {
    const verb = authorize(podium.url, folder);
    await verb.address;
    verb.child.stdin.write(`https://localhost/callback${search}\n`);
    expect(await verb.ended).toBe(2);
    expect(verb.out()).toContain(words);
  }
  expect(existsSync(join(folder, '.data/podium-tokens.json'))).toBe(false);
});

test('A redirect address of this machine is listened at, and only the answer with our state is taken', async () => {
  const { podium } = await practicePodium();
  const redirect = `http://127.0.0.1:${await freePort()}/callback`;
  const folder = testFolder();
  const verb = authorize(podium.url, folder, { PODIUM_REDIRECT_URI: redirect, PODIUM_TOKEN_FILE: 'mine.json' });
  const back = await agree(await verb.address);
  expect((await fetch(`${redirect}?code=x&state=other`)).status).toBe(400);
  expect((await fetch(back)).status).toBe(200);
  expect(await verb.ended).toBe(0);
  expect(existsSync(join(folder, 'mine.json'))).toBe(true);
});

test('A CRM whose token is in the settings is told so, with 2', async () => {
  const child = spawn(process.execPath, [join(inject('scripts'), 'authorize.cjs'), '--crm', 'devrev'], {
    env: { PATH: process.env.PATH, DEDUPE_HOME: testFolder() },
  });
  let err = '';
  child.stderr.on('data', (chunk) => (err += chunk));
  expect((await once(child, 'close'))[0]).toBe(2);
  expect(err).toContain('DEVREV_API_TOKEN');
});

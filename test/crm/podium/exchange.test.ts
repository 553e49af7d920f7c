import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeTokens } from '../../../crm/podium/tokens/token-file.ts';
import { ageTokens, exchanges, podiumClient } from './client.ts';

const page = { cursor: null, since: null };

test('Before its end the access token is exchanged once, whoever asks, and all go on with the new one', async () => {
  const client = await podiumClient();
  const before = client.tokens();
  const crms = [client.crm(), client.crm(), client.crm()];
  ageTokens(client, 60_000);
  await Promise.all(crms.map((crm) => crm.base.listContacts(page)));
  expect(exchanges(client)).toBe(2);
  expect(client.tokens().accessToken).not.toBe(before.accessToken);
  expect(client.tokens()).toMatchObject({ organization: client.world.org, scopes: before.scopes });
  expect(statSync(client.tokenFile).mode & 0o777).toBe(0o600);
});

test('A token that Podium holds for over in the middle is exchanged, and the call made again', async () => {
  const client = await podiumClient();
  const crm = client.crm();
  const { nextCursor } = await crm.base.listContacts(page);
  client.podium.expireTokens();
  expect((await crm.base.listContacts({ ...page, cursor: nextCursor })).contacts.length).toBeGreaterThan(0);
});

test('A refresh that is refused is asked for once, and says that nobody lets us in, to every process', async () => {
  const client = await podiumClient();
  client.podium.revokeTokens();
  ageTokens(client, -1);
  for (const crm of [client.crm(), client.crm()]) {
    await expect(crm.base.listContacts(page)).rejects.toMatchObject({
      kind: 'unauthorized',
      message: 'No access to Podium: Podium has refused the refresh token',
    });
  }
  expect(exchanges(client)).toBe(2);
});

test('A refresh whose answer was lost is never asked for again: the token may have been good once', async () => {
  const client = await podiumClient();
  client.podium.addFault({ on: 'token', do: { kind: 'lose' } });
  ageTokens(client, 60_000);
  const lost = { kind: 'unauthorized', message: 'No access to Podium: the answer to a refresh was lost' };
  await expect(client.crm().base.listContacts(page)).rejects.toMatchObject(lost);
  await expect(client.crm().base.listContacts(page)).rejects.toMatchObject(lost);
  expect(exchanges(client)).toBe(2);
});

test('An exchange that a killed process has left in the file counts as lost, and one of a living process is waited for', async () => {
  const client = await podiumClient();
  const crm = client.crm();
  let answer = (): void => {};
  const gate = new Promise<void>((resolve) => {
    answer = resolve;
  });
  client.podium.addFault({ on: 'token', do: { kind: 'run', run: () => gate } });
  ageTokens(client, 60_000);
  const first = crm.base.listContacts(page);
  await expect.poll(() => client.tokens().exchangingSince).toBeDefined();
  const second = client.crm().base.listContacts(page);
  answer();
  await expect(second).resolves.toBeDefined();
  await first;
  expect(exchanges(client)).toBe(2);
  writeTokens(client.tokenFile, { ...client.tokens(), exchangingSince: new Date().toISOString() });
  await expect(client.crm().base.listContacts(page)).rejects.toThrow('the answer to a refresh was lost');
});

test('Where Podium cannot exchange it now, the old token is used to its end', async () => {
  const client = await podiumClient();
  client.podium.addFault({ on: 'token', do: { kind: 'status', status: 503, body: {} } });
  ageTokens(client, 60_000);
  const before = client.tokens().accessToken;
  await expect(client.crm().base.listContacts(page)).resolves.toBeDefined();
  expect(client.tokens()).toMatchObject({ accessToken: before });
  expect(client.tokens().exchangingSince).toBeUndefined();
});

test('A process that may not exchange uses what is there, and says so when it is over', async () => {
  const client = await podiumClient();
  ageTokens(client, 60_000);
  const crm = client.crm({ alone: true });
  await expect(crm.base.listContacts(page)).resolves.toBeDefined();
  ageTokens(client, -1);
  await expect(crm.base.listContacts(page)).rejects.toThrow('this process does not exchange it');
  expect(exchanges(client)).toBe(1);
});

import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { contact, smallWorld, ticket } from './small-world.ts';

const WORLD = smallWorld({
  contacts: [contact({ id: 'REVU-1', associations: ['ACC-1', 'REV-1'] }), contact({ id: 'REVU-2' })],
  tickets: [
    ticket({ id: 'TKT-1' }),
    ticket({ id: 'OPP-1', type: 'opportunity', createdBy: 'REVU-1' }),
    ticket({ id: 'TASK-1', type: 'task', ownedBy: ['REVU-1'] }),
  ],
});
const BETA = { 'X-Devrev-Scope': 'beta' };

async function asker(options: Parameters<typeof practice>[0] = {}) {
  const { sandbox } = await practice({ world: WORLD, ...options });
  return async (path: string, body: object, more: Record<string, string> = {}) => {
    const headers = { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json', ...more };
    const answer = await fetch(`${sandbox.url}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
}

test('Associations, opportunities and tasks are shown to those who ask for what is in beta, and are unknown to others.', async () => {
  const ask = await asker();
  const associations = await ask('rev-users.associations.list', { rev_user_id: 'REVU-1' }, BETA);
  expect(associations.body.associations).toMatchObject([
    { associated_to: { type: 'account', display_id: 'ACC-1' } },
    { associated_to: { type: 'rev_org', display_id: 'REV-1' } },
  ]);
  expect((await ask('rev-users.associations.list', { rev_user_id: 'REVU-1' })).status).toBe(404);
  const deals = { type: ['opportunity', 'task'], created_by: ['REVU-1'] };
  expect((await ask('works.list', deals, BETA)).body.works).toMatchObject([
    { display_id: 'OPP-1', type: 'opportunity' },
  ]);
  expect(await ask('works.list', deals)).toMatchObject({ status: 400, body: { type: 'invalid_enum_value' } });
  expect((await ask('works.list', { type: [] })).body.works).toHaveLength(1);
});

test.each(['400', '403', '404'] as const)('What is in beta can be refused with %s.', async (betaKinds) => {
  const ask = await asker({ betaKinds });
  const status = Number(betaKinds);
  expect((await ask('rev-users.associations.list', { rev_user_id: 'REVU-1' }, BETA)).status).toBe(status);
  expect((await ask('works.list', { type: ['task'] }, BETA)).status).toBe(status);
  expect((await ask('works.list', { type: ['ticket'] }, BETA)).status).toBe(200);
});

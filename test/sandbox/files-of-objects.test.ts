import { expect, test } from 'vitest';
import { practice } from './practice.ts';
import { contact, conversation, smallWorld, ticket } from './small-world.ts';

const file = (number: number) => ({ id: `ARTIFACT-${number}`, name: 'a.txt', type: 'text/plain', size: number });
const WORLD = smallWorld({
  contacts: [contact({ id: 'REVU-1', picture: file(1), artifacts: [file(2)] }), contact({ id: 'REVU-2' })],
  tickets: [
    ticket({ id: 'TKT-1', artifacts: [file(3)] }),
    ticket({ id: 'ISS-2', type: 'issue', artifacts: [file(4)] }),
    ticket({ id: 'TKT-3' }),
  ],
  conversations: [conversation({ id: 'CONV-1', artifacts: [file(5)] })],
});
const named = (files: { display_id: string }[] | undefined) => files?.map(({ display_id: id }) => id);

test('Tickets, issues, conversations and contacts name their own files, which can be located.', async () => {
  const { post } = await practice({ world: WORLD, contactArtifacts: 'always' });
  const { works } = (await post('works.list', { type: ['ticket', 'issue'], reported_by: ['REVU-1'] })).body;
  expect(works.map((work) => named(work.artifacts))).toEqual([['ARTIFACT-3'], ['ARTIFACT-4'], undefined]);
  const { conversations } = (await post('conversations.list', { members: ['REVU-1'] })).body;
  expect(named(conversations[0]?.artifacts)).toEqual(['ARTIFACT-5']);
  const { rev_user: user } = (await post('rev-users.get', { id: 'REVU-1' })).body;
  expect([user.display_picture?.display_id, named(user.artifacts)]).toEqual(['ARTIFACT-1', ['ARTIFACT-2']]);
  for (const number of [1, 2, 3, 4, 5])
    expect((await post('artifacts.locate', { id: `ARTIFACT-${number}` })).status).toBe(200);
});

test('The files of a contact itself are a beta field, unless they are switched on for everybody.', async () => {
  const { post } = await practice({ world: WORLD });
  const { rev_user: user } = (await post('rev-users.get', { id: 'REVU-1' })).body;
  expect(user.artifacts).toBeUndefined();
  expect(user.display_picture).toBeDefined();
});

test('A file that somebody puts on an object later is named and located too.', async () => {
  const { sandbox, post } = await practice({ world: WORLD });
  sandbox.act({ kind: 'addFile', object: 'TKT-3', artifact: file(9) });
  const { work } = (await post('works.get', { id: 'TKT-3' })).body;
  expect(named(work.artifacts)).toEqual(['ARTIFACT-9']);
  expect((await post('artifacts.locate', { id: 'ARTIFACT-9' })).status).toBe(200);
  expect(sandbox.effects()).toMatchObject([{ kind: 'file-added', actor: 'person', object: 'TKT-3' }]);
});

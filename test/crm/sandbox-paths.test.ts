import { expect, test } from 'vitest';
import { worldWithFile } from '../sandbox/world-with-file.ts';
import { memory } from './attachments.ts';
import { send } from './merges.ts';
import { followingOf, relationOf } from './relation-of.ts';
import { sandboxCrm } from './sandbox.ts';

test('everything our client can do asks for documented paths only, by POST, and the merge and the update alone are writes', async () => {
  const { crm, sandbox } = await sandboxCrm({ world: worldWithFile(10) });
  await crm.identify();
  await crm.readContact('REVU-1');
  await relationOf(crm, 'reported').list({ contact: 'REVU-1', cursor: null });
  await followingOf(crm, 'reported').read('TKT-1');
  const { items } = await relationOf(crm, 'reported').listMessages({ thing: 'TKT-1', cursor: null });
  const [attachment] = items.flatMap(({ attachments }) => attachments);
  await crm.downloadAttachment(attachment ?? expect.unreachable(), memory().write);
  await crm.updateContact?.('REVU-1', { customFields: { tnt__news: 'no' } });
  await send(await crm.openMerge());
  await sandbox.settled();
  expect(sandbox.requests().map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
    'POST dev-users.self 200',
    'POST rev-users.get 200',
    'POST works.list 200',
    'POST works.get 200',
    'POST timeline-entries.list 200',
    'POST artifacts.locate 200',
    'GET attachment 200',
    'POST rev-users.update 200',
    'POST rev-users.merge 200',
  ]);
  const writes = sandbox.requests().filter(({ write }) => write);
  expect(writes.map(({ path }) => path)).toEqual(['rev-users.update', 'rev-users.merge']);
});

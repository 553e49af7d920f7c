import { expect, test } from 'vitest';
import { generateWorld } from '../../samples/generate-world.ts';
import { countTickets } from '../../samples/world/count-tickets.ts';
import { planOf } from './make.ts';

const { world, csv } = generateWorld({ seed: 1 });
const { clusters } = await planOf(csv);
const members = clusters.flatMap((cluster) => cluster.members.map((member) => ({ ...member, cluster })));
const counts = countTickets(world.tickets);
const ids = new Set(world.contacts.map(({ id }) => id));

test('Every contact of the plan lives in the world', () => {
  expect(members.filter(({ id }) => !ids.has(id))).toEqual([]);
  expect(ids.size).toBe(world.contacts.length);
});

test('The CSV counts no more tickets than the world has, but for two clusters that a person must look at', () => {
  const lies = members.filter(({ id, tickets }) => tickets > (counts.get(id) ?? 0));
  const clustersOfLies = new Set(lies.map(({ cluster }) => cluster));
  expect(clustersOfLies.size).toBe(2);
  expect([...clustersOfLies].map(({ decision }) => decision)).toEqual(['review', 'review']);
  for (const { id, tickets } of lies) expect(tickets).toBe((counts.get(id) ?? 0) + 1);
});

test('Members of one cluster report tickets together', () => {
  const shared = clusters.filter(({ members }) =>
    world.tickets.some(({ reportedBy }) => members.filter(({ id }) => reportedBy.includes(id)).length > 1),
  );
  expect(shared.length).toBeGreaterThan(40);
});

test('Contacts of clusters report, create and own both tickets and issues', () => {
  const inCluster = (id: string): boolean => members.some((member) => member.id === id);
  for (const type of ['ticket', 'issue'] as const) {
    expect(world.tickets.some((one) => one.type === type && one.reportedBy.some(inCluster))).toBe(true);
  }
  expect(world.tickets.some((one) => inCluster(one.createdBy) && !one.reportedBy.includes(one.createdBy))).toBe(true);
  expect(world.tickets.some((one) => one.ownedBy.some(inCluster))).toBe(true);
});

test('Three contacts have more than 100 tickets, one of them in an automatic cluster', () => {
  const busy = members.filter(({ id }) => (counts.get(id) ?? 0) > 100);
  expect(busy.map(({ cluster }) => cluster.decision).sort()).toEqual(['auto', 'review', 'review']);
});

test('Tickets refer to contacts that exist, ids are unique, and every ticket has a reporter', () => {
  expect(world.tickets.flatMap(({ reportedBy }) => reportedBy).filter((id) => !ids.has(id))).toEqual([]);
  expect(new Set(world.tickets.map(({ id }) => id)).size).toBe(world.tickets.length);
  expect(world.tickets.every(({ reportedBy }) => reportedBy.length > 0)).toBe(true);
  const workspaces = new Set(world.workspaces.map(({ id }) => id));
  expect(world.contacts.filter(({ workspace }) => !workspaces.has(workspace))).toEqual([]);
});

test('Timelines have messages, private entries, and attachments with empty, larger and hard-named ones', () => {
  const messages = world.tickets.flatMap((ticket) => ticket.messages);
  const artifacts = messages.flatMap((message) => message.artifacts);
  expect(new Set(messages.map(({ visibility }) => visibility))).toEqual(new Set(['external', 'internal', 'private']));
  expect(artifacts.some(({ size }) => size === 0)).toBe(true);
  expect(artifacts.some(({ size }) => size > 65_536)).toBe(true);
  expect(artifacts.some(({ name }) => name.includes('../'))).toBe(true);
});

test('All people are invented: every e-mail is at a reserved domain', () => {
  const emails = world.contacts.map(({ email }) => email.toLowerCase()).filter((email) => email !== '');
  expect(emails.filter((email) => !/(@example\.(com|org|net)|\.test)$/.test(email))).toEqual([]);
});

test('There are names in other scripts and one that is a formula', () => {
  const names = world.contacts.map(({ fullName }) => fullName);
  expect(names).toContain('=cmd() Doe');
  expect(names.some((name) => /[\u4e00-\u9fff]/.test(name))).toBe(true);
});

test('A world for a benchmark has exactly what was asked for', async () => {
  const bench = generateWorld({
    seed: 3,
    clusters: 20,
    ticketsPerContact: 3,
    messagesPerTicket: 4,
    attachmentsPerContact: 1,
    attachmentBytes: 16_384,
  });
  const plan = await planOf(bench.csv);
  const artifacts = bench.world.tickets.flatMap((one) => one.messages.flatMap((message) => message.artifacts));
  expect(plan.clusters.filter(({ decision }) => decision === 'auto')).toHaveLength(20);
  expect(bench.world.tickets).toHaveLength(20 * 2 * 3);
  expect(bench.world.tickets.every(({ messages }) => messages.length === 4)).toBe(true);
  expect(artifacts).toHaveLength(20 * 2);
  expect(artifacts.every(({ size }) => size === 16_384)).toBe(true);
});

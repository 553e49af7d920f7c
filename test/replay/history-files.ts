import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const HISTORIES = fileURLToPath(new URL('../histories/', import.meta.url));
const SUMS = 'SHA256SUMS';

/** An execution's history as JSON, as Temporal's own tools write it. */
export interface HistoryJson {
  events: { workflowExecutionStartedEventAttributes?: { workflowId?: string } }[];
}

/** Names of all recorded histories, without `.json`, sorted. */
export function recordedNames(): string[] {
  const files = readdirSync(HISTORIES).filter((file) => file.endsWith('.json'));
  return files.map((file) => file.slice(0, -'.json'.length)).sort();
}

export function readHistoryText(name: string): string {
  return readFileSync(join(HISTORIES, `${name}.json`), 'utf8');
}

export function readHistory(name: string): { workflowId: string; history: HistoryJson } {
  const history = JSON.parse(readHistoryText(name)) as HistoryJson;
  return { workflowId: history.events[0]?.workflowExecutionStartedEventAttributes?.workflowId ?? name, history };
}

export function readableHistory(name: string): string {
  return readable(readHistoryText(name));
}

/** A history's text, and after it everything decoded that may be base64 in it: Temporal keeps payloads that way. */
export function readable(text: string): string {
  const encoded = text.match(/"[A-Za-z0-9+/]{8,}={0,2}"/g) ?? [];
  return [text, ...encoded.map((word) => Buffer.from(word.slice(1, -1), 'base64').toString('utf8'))].join('\n');
}

/** Writes histories beside those that are there, or instead of them all, and the sums of all that are there then. */
export function writeHistories(histories: Map<string, string>, { replaceAll }: { replaceAll: boolean }): void {
  mkdirSync(HISTORIES, { recursive: true });
  if (replaceAll) for (const name of recordedNames()) rmSync(join(HISTORIES, `${name}.json`));
  for (const [name, text] of histories) writeFileSync(join(HISTORIES, `${name}.json`), text);
  writeFileSync(join(HISTORIES, SUMS), sumsText());
}

/** What `SHA256SUMS` should say of the files that are there: `sha256sum -c` reads it too. */
export function sumsText(): string {
  return recordedNames()
    .map((name) => `${createHash('sha256').update(readHistoryText(name)).digest('hex')}  ${name}.json\n`)
    .join('');
}

export function recordedSums(): string {
  return readFileSync(join(HISTORIES, SUMS), 'utf8');
}

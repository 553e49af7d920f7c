import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

type History = Parameters<typeof historyToJSON>[0];

/** A history as it is kept: without what names the machine that recorded it, which replay does not look at. */
export function cleanHistory(history: History): string {
  const clean = JSON.parse(historyToJSON(history), (key, value: unknown) => {
    if (key === 'identity') return 'recorder';
    if (key === 'stackTrace') return '';
    if (isSticky(value)) return { ...value, name: 'sticky' };
    return value;
  }) as unknown;
  return `${JSON.stringify(clean, null, 1)}\n`;
}

/** The name of a worker's own queue is made of its process and host. */
function isSticky(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'TASK_QUEUE_KIND_STICKY';
}

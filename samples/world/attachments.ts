import type { Random } from '../random.ts';
import type { WorldArtifact } from './world.ts';

export interface AttachmentOptions {
  /** Exactly so many per contact, in its first messages; otherwise a few here and there. */
  attachmentsPerContact?: number | undefined;
  attachmentBytes?: number | undefined;
}

export interface AttachmentRequest {
  contact: string;
  /** Which message of its ticket. */
  index: number;
  busy: boolean;
}

const FILES: [string, string][] = [
  ['screenshot.png', 'image/png'],
  ['résumé (1).pdf', 'application/pdf'],
  ['../../notes.txt', 'text/plain'],
  ['請求書.csv', 'text/csv'],
  ['CON', 'application/octet-stream'],
];

/** Small files; one of them empty, one of 96 KiB, one whose name tries to leave its folder. */
export function createAttachments(
  random: Random,
  { attachmentsPerContact, attachmentBytes }: AttachmentOptions,
): (request: AttachmentRequest) => WorldArtifact[] {
  const perContact = new Map<string, number>();
  let count = 0;

  function artifact(): WorldArtifact {
    count++;
    const [name, type] = FILES[count % FILES.length] ?? ['file', 'text/plain'];
    const size = attachmentBytes ?? (count === 3 ? 0 : count === 5 ? 96 * 1024 : random.int(20, 4000));
    return { id: `ARTIFACT-${count}`, name, type, size };
  }

  return ({ contact, index, busy }) => {
    if (attachmentsPerContact === undefined) return !busy && random.chance(0.1) ? [artifact()] : [];
    const have = perContact.get(contact) ?? 0;
    if (index > 0 || have >= attachmentsPerContact) return [];
    perContact.set(contact, have + 1);
    return [artifact()];
  };
}

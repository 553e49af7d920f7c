import type { CrmAttachment } from '../crm.ts';
import { artifact } from './schemas.ts';

/** Fields that hold artifacts, as summaries or as bare ids. */
const FILE_FIELDS = ['artifacts', 'display_picture'];
const ARTIFACT = /(?:^ARTIFACT-|:artifact\/)\w+$/;

/**
 * The artifacts that an object of DevRev names itself, in whatever field, once each. Other objects that stand in it (people
 * with their pictures, the latest messages of a conversation) are not looked into: what they hold is theirs.
 */
export function artifactsIn(object: Record<string, unknown>): CrmAttachment[] {
  const found = new Map<string, CrmAttachment>();
  const left = Object.entries(object);
  for (const [field, value] of left) {
    const file = attachmentOf(field, value);
    if (file !== null) found.set(file.id, found.get(file.id) ?? file);
    else if (Array.isArray(value)) left.push(...value.map((item): [string, unknown] => [field, item]));
    else if (isPart(value)) left.push(...Object.entries(value));
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function attachmentOf(field: string, value: unknown): CrmAttachment | null {
  const isFile = FILE_FIELDS.includes(field);
  if (typeof value === 'string') return isFile && value !== '' ? described({ id: value }) : null;
  const parsed = artifact.safeParse(value);
  return parsed.success && (isFile || ARTIFACT.test(parsed.data.id)) ? described(parsed.data) : null;
}

function described({ id, display_id, file }: Artifact): CrmAttachment {
  return {
    id,
    name: file?.name || display_id || id,
    type: file?.type || 'application/octet-stream',
    size: file?.size ?? -1,
  };
}

/** An object without an id of its own. */
function isPart(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !('id' in value);
}

type Artifact = ReturnType<typeof artifact.parse>;

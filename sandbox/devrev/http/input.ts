import type { Input } from '../objects/fields.ts';
import { type IdKind, type ParsedId, parseId } from '../objects/ids.ts';
import { badField, notFound } from './problems.ts';

export function text({ input, name }: { input: Input; name: string }): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

export function texts({ input, name }: { input: Input; name: string }): string[] | undefined {
  const value = input[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

export function integer({ input, name }: { input: Input; name: string }): number | undefined {
  const value = input[name];
  return typeof value === 'number' ? value : undefined;
}

export function fieldObject({ input, name }: { input: Input; name: string }): Record<string, unknown> | undefined {
  const value = input[name];
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

export interface IdQuery {
  input: Input;
  name: string;
  kinds: readonly IdKind[];
  /** The caller's organization: a DON of another one names nothing here. */
  org: string;
}

/** The display id in a field that must name an object. */
export function idOf({ input, name, kinds, org }: IdQuery): string {
  const parsed = checked({ value: text({ input, name }) ?? '', name, kinds });
  if (parsed.org !== null && parsed.org !== org) throw notFound();
  return parsed.displayId;
}

/** The display ids of a filter; one of another organization stays a DON, and so matches nothing. */
export function idsOf({ input, name, kinds, org }: IdQuery): string[] | undefined {
  return texts({ input, name })?.map((value) => {
    const parsed = checked({ value, name, kinds });
    return parsed.org !== null && parsed.org !== org ? value : parsed.displayId;
  });
}

function checked({ value, name, kinds }: { value: string; name: string; kinds: readonly IdKind[] }): ParsedId {
  const parsed = parseId(value);
  if (parsed === null) throw badField('invalid_id', name);
  if (!kinds.includes(parsed.kind)) throw badField('unexpected_id_type', name);
  return parsed;
}

import { fieldObject } from '../http/input.ts';
import { badRequest } from '../http/problems.ts';
import type { Settings } from '../settings.ts';
import type { Input } from './fields.ts';

export interface CustomFieldsCheck {
  input: Input;
  /** Tenant fields that `validate_required_fields` asks for. */
  required: string[];
  check: Settings['requiredFieldsCheck'];
  current: Record<string, unknown>;
}

/** Custom fields need a schema spec that names their fragment; required ones are checked when the request asks for it, or always. */
export function checkCustomFields({ input, required, check, current }: CustomFieldsCheck): void {
  const spec = fieldObject({ input, name: 'custom_schema_spec' });
  const fields = fieldObject({ input, name: 'custom_fields' }) ?? {};
  const [unnamed] = Object.keys(fields).filter((name) => !name.startsWith('tnt__') || spec?.tenant_fragment !== true);
  if (unnamed !== undefined) throw invalid({ subtype: 'field_not_in_schema', field: unnamed });
  if (check === 'asked' && spec?.validate_required_fields !== true) return;
  const after = { ...current, ...fields };
  const missing = required.find((name) => after[name] === undefined || after[name] === null || after[name] === '');
  if (missing !== undefined) throw invalid({ subtype: 'field_required', field: missing });
}

/** The custom fields after the update: fields that are not sent stay, null removes one. */
export function changedCustomFields(options: {
  input: Input;
  current: Record<string, unknown>;
}): Record<string, unknown> | undefined {
  const fields = fieldObject({ input: options.input, name: 'custom_fields' });
  if (fields === undefined) return undefined;
  return Object.fromEntries(Object.entries({ ...options.current, ...fields }).filter(([, value]) => value !== null));
}

function invalid({ subtype, field }: { subtype: string; field: string }): Error {
  return badRequest('Bad Request', 'customization_validation_error', { subtype, field_name: field });
}

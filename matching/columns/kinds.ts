/** What a column may hold, as a person writes it into a mapping. */
export const COLUMN_KINDS = [
  ...([
    'id',
    'first_name',
    'middle_name',
    'last_name',
    'full_name',
    'email',
    'phone',
    'company',
    'address',
    'city',
  ] as const),
  ...(['state', 'postcode', 'country', 'date_of_birth', 'identifier', 'consent', 'updated', 'created'] as const),
  ...(['activity', 'source', 'owner', 'other'] as const),
];

export type ColumnKind = (typeof COLUMN_KINDS)[number];

/** Of these the first column counts; the next ones are something else. */
export const ONCE: readonly ColumnKind[] = [
  'id',
  'first_name',
  'middle_name',
  'last_name',
  'full_name',
  'date_of_birth',
  'company',
  'city',
  'postcode',
];

/** At least one of these says who somebody is. */
export const NAMES: readonly ColumnKind[] = ['first_name', 'last_name', 'full_name', 'company'];
export const IDENTIFYING: readonly ColumnKind[] = ['email', 'phone', 'date_of_birth', 'identifier', 'address'];

/** Of our own file of a contact base, in this order. Lists and records are JSON. */
export const BASE_COLUMNS = [
  'uid',
  'name',
  'updated_at',
  'channels',
  'tags',
  'locations',
  'region',
  'fields',
  'conversations',
  'asked_by',
  'opt_outs',
  'last_touch',
] as const;

export type BaseColumn = (typeof BASE_COLUMNS)[number];

/** A custom field that says whether a person may be contacted, and the value of it that means "opted out". */
export interface ConsentMapping {
  field: string;
  optedOut: ConsentValue;
}

export type ConsentValue = boolean | string;

/** Custom fields of one contact, by name, as the CRM has them. */
export type CustomFields = Readonly<Record<string, unknown>>;

/** Field to the value that means "opted out". */
export type OptOuts = Readonly<Record<string, ConsentValue>>;

/**
 * The strictest of all members, field by field, in whatever order they come. A field is opted out unless every member says
 * otherwise, because unknown means opted out: a member that lacks the field, or has a value in it of another type than the
 * mapping's, counts as opted out. Only where no member has the field at all nothing is known of it, and nothing is written.
 */
export function strictest(cluster: { mapping: readonly ConsentMapping[]; members: readonly CustomFields[] }): OptOuts {
  const { mapping, members } = cluster;
  const optedOut = mapping.filter(
    (entry) =>
      members.some((member) => isPresent(member[entry.field])) && members.some((one) => !isOptedIn(entry, one)),
  );
  return Object.fromEntries(optedOut.map(({ field, optedOut: value }) => [field, value]));
}

/** What of the strictest a contact does not say yet: what must be written to it. Never holds anything but opt-outs. */
export function looser({ strict, fields }: { strict: OptOuts; fields: CustomFields }): OptOuts {
  return Object.fromEntries(Object.entries(strict).filter(([field, value]) => !means(value, fields[field])));
}

/** The contact says something, and it is not "opted out". */
function isOptedIn({ field, optedOut }: ConsentMapping, fields: CustomFields): boolean {
  const value = fields[field];
  return isPresent(value) && typeof value === typeof optedOut && !means(optedOut, value);
}

/** A CRM may omit what is absent; null and blank text say nothing either. */
function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
}

/** Text is compared as a person reads it: without regard to case and outer blanks. */
function means(optedOut: ConsentValue, value: unknown): boolean {
  if (typeof optedOut !== 'string' || typeof value !== 'string') return value === optedOut;
  return value.trim().toLowerCase() === optedOut.trim().toLowerCase();
}

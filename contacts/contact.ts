/** One row of the CSV, checked and normalized: a contact as the plan sees it. Absent values are ''. */
export interface Contact {
  /** The id the CRM's API takes, e.g. `C-5`. Never the `User ID` column. */
  id: string;
  /** The key of the address, cleaned: what clusters are grouped by. */
  email: string;
  /** The address as the row has it, trimmed; '' where that is the key. */
  emailWritten: string;
  /** As the row has it, trimmed. */
  name: string;
  externalRef: string;
  modifiedBy: string;
  userId: string;
  accountId: string;
  accountName: string;
  /** ISO 8601 in UTC, or '' when the row has none. */
  updatedAt: string;
  updatedByBi: boolean;
  /** How many tickets the CSV claims: a lower bound for the backup, never the expected value. */
  tickets: number;
  /** What a person wrote in the `Action` column, trimmed. */
  action: string;
  /** Other fields that something rests on, as written, by the names that a plan has for them. Absent: none. */
  fields?: Record<string, string>;
}

/** Which scan a preview is made from. */
export interface IndexFacts {
  id: number;
  org: string;
  /** ISO 8601. */
  endedAt: string;
  /** Since then. */
  hours: number;
}

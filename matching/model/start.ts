import type { FieldKind } from '../records/table.ts';

/** How often each level is seen between two records of one person, `different` first, before a file has said anything. */
export const USUAL: Record<FieldKind, readonly number[]> = {
  first: [0.04, 0.05, 0.02, 0.06, 0.1, 0.04, 0.69],
  last: [0.05, 0.05, 0.03, 0.05, 0.12, 0.7],
  email: [0.22, 0.06, 0.05, 0.07, 0.05, 0.55],
  phone: [0.2, 0.04, 0.02, 0.08, 0.66],
  dob: [0.03, 0.02, 0.03, 0.03, 0.04, 0.1, 0.03, 0.72],
  identifier: [0.06, 0.03, 0.09, 0.82],
  company: [0.1, 0.06, 0.1, 0.12, 0.1, 0.52],
  address: [0.15, 0.05, 0.05, 0.1, 0.1, 0.1, 0.45],
  city: [0.18, 0.04, 0.08, 0.7],
  postcode: [0.15, 0.05, 0.08, 0.1, 0.62],
  other: [0.3, 0.05, 0.65],
};

/** How often a value is expected where a file has said nothing. */
export const USUAL_FREQUENCY: Record<FieldKind, number> = {
  first: 1 / 200,
  last: 1 / 1000,
  email: 1e-5,
  phone: 1e-5,
  identifier: 1e-5,
  dob: 1 / 15_000,
  company: 1 / 2000,
  address: 1e-4,
  city: 1 / 50,
  postcode: 1 / 500,
  other: 1 / 5,
};

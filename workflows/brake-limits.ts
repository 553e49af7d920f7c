/** Clusters that must have ended before the share of bad ones says anything. */
export const FIRST_LOOK = 50;
/** A larger share of held, skipped and failed clusters pauses the run. */
export const MOST_BAD = 0.02;

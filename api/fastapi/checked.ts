/** What a field turned out to be: its value, or what is wrong with it. */
export type Checked<T> = { value: T } | { msg: string; type: string };

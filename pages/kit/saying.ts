/** How a text names what differs from case to case. */
export interface Saying {
  contact(id: string): string;
  pair(id: string): string;
  run(id: string): string;
  number(n: number): string;
  counted(n: number, one: string, many?: string): string;
  verb(n: number, one: string, many: string): string;
  /** Of things whose name is known for many alone, with the verb that goes with one and with many. */
  some(n: number, things: string, one: string, many: string): string;
  state(word: string): string;
  details(parts: string[]): string;
}

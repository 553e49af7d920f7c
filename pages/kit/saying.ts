/** How a text names what differs from case to case. */
export interface Saying {
  contact(id: string): string;
  pair(id: string): string;
  run(id: string): string;
  number(n: number): string;
  state(word: string): string;
  details(parts: string[]): string;
}

/** A line of the display. Most have no tone: colour is for what a person must see. */
export interface StatusLine {
  text: string;
  tone?: 'bad' | 'waiting';
}

/** A practice CRM that is up, or how to ask for one. */
export type Practice =
  | { usage: string }
  | {
      /** What says that it is up, and where. */
      ready: string;
      /** Whether it ends when standard input closes. */
      leash: boolean;
      close(): Promise<void>;
    };

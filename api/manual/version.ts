/** The version of the interface, as source 4 has it. */
export const VERSION = '1.0.0';

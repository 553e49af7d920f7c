/** The version of the interface, as the Customer Deduplication API gives it in its OpenAPI document. */
export const VERSION = '1.0.0';

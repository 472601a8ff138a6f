/** What one filter text may ask for. Beyond a limit the text is refused, never cut. */
export const filterLimits = {
  characters: 2000,
  terms: 50,
  depth: 10,
  values: 200,
  errors: 20,
} as const;

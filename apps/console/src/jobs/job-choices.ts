/** Which jobs the list shows; without a choice, all that people started. */
export const jobChoices = ["mine", "running", "failed"] as const;
export type JobChoice = (typeof jobChoices)[number];

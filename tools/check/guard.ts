/** What a guard found. No problems means that it holds; the note says what was looked at. */
export type Finding = { problems: string[]; note?: string };

export type Guard = {
  id: string;
  run(root: string): Finding | Promise<Finding>;
};

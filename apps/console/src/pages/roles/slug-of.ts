const marks = /\p{Mark}/gu;

/** A slug from a name: `Équipe de support` becomes `equipe-de-support`; empty where no Latin letter is in it. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(marks, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 63)
    .replace(/-+$/, "");
}

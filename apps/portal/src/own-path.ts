/** A path of our own pages, which a browser can read as nothing else; null for whatever else a link may carry. */
export function ownPath(text: string | undefined): string | null {
  if (text === undefined || text.length > 500) return null;
  // Browsers take a backslash for a slash and drop tabs and breaks: "/\evil" and "/<tab>/evil" lead away.
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(text) && !text.includes("\\") ? text : null;
}

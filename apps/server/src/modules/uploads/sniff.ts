const starts = (head: Buffer, ...bytes: number[]): boolean => bytes.every((byte, at) => head[at] === byte);

/** What the first bytes of a file say that it is; what its name says counts for nothing. */
export function sniffType(head: Buffer): string {
  if (starts(head, 0x50, 0x4b, 0x03, 0x04)) {
    // A workbook names its parts first; any other archive is only that.
    return head.includes("[Content_Types].xml") || head.includes("xl/")
      ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      : "application/zip";
  }
  if (starts(head, 0x1f, 0x8b)) return "application/gzip";
  if (starts(head, 0x25, 0x50, 0x44, 0x46)) return "application/pdf";
  if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) return "application/vnd.ms-excel";
  if (starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff)) return "text/plain; charset=utf-16";
  if (head.includes(0)) return "application/octet-stream";
  const text = head
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  if (text.startsWith("{")) return "application/x-ndjson";
  if (text.startsWith("[")) return "application/json";
  return /[,;\t]/.test(text.split(/\r?\n/, 1)[0] ?? "") ? "text/csv" : "text/plain";
}

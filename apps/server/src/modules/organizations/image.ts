/** A picture as its bytes tell, rebuilt from what shows it: without places, names, comments or anything behind its end. */
export type Picture = {
  readonly contentType: "image/png" | "image/jpeg" | "image/webp";
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
};
type Parts = Omit<Picture, "contentType">;

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const pngParts = new Set(["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "IDAT", "IEND"]);

function png(file: Buffer): Parts | null {
  const kept: Buffer[] = [pngStart];
  let size: { width: number; height: number } | null = null;
  for (let at = pngStart.length; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at);
    const kind = file.toString("latin1", at + 4, at + 8);
    const end = at + 12 + length;
    if (end > file.length) return null;
    if (size === null) {
      if (kind !== "IHDR" || length !== 13) return null;
      size = { width: file.readUInt32BE(at + 8), height: file.readUInt32BE(at + 12) };
    }
    if (pngParts.has(kind)) kept.push(file.subarray(at, end));
    if (kind === "IEND") return { ...size, bytes: Buffer.concat(kept) };
    at = end;
  }
  return null;
}

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpeg(file: Buffer): Parts | null {
  const kept: Buffer[] = [file.subarray(0, 2)];
  let size: { width: number; height: number } | null = null;
  for (let at = 2; at + 4 <= file.length;) {
    if (file[at] !== 0xff) return null;
    const marker = file[at + 1] ?? 0;
    const end = at + 2 + file.readUInt16BE(at + 2);
    if (end > file.length || end < at + 4) return null;
    if (isFrame(marker)) {
      if (end < at + 9) return null;
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    }
    if (marker === 0xda) {
      // From here on come the lines themselves, up to the end of the picture.
      const last = file.lastIndexOf(Buffer.from([0xff, 0xd9]));
      if (size === null || last < end) return null;
      return { ...size, bytes: Buffer.concat([...kept, file.subarray(at, last + 2)]) };
    }
    // The first application part tells the colours' order, and Adobe's how they are mixed; the others tell of people.
    const told = marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xee);
    if (!told) kept.push(file.subarray(at, end));
    at = end;
  }
  return null;
}

function webpSize(kind: string, body: Buffer): { width: number; height: number } | null {
  if (kind === "VP8 " && body.length >= 10) {
    return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff };
  }
  if (kind === "VP8L" && body.length >= 5 && body[0] === 0x2f) {
    const bits = body.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return null;
}

/** Pictures that move are refused: their frames have sizes of their own. */
function webp(file: Buffer): Parts | null {
  const kept: Buffer[] = [];
  let size: { width: number; height: number } | null = null;
  const stop = Math.min(file.length, 8 + file.readUInt32LE(4));
  for (let at = 12; at + 8 <= stop;) {
    const kind = file.toString("latin1", at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > stop) return null;
    const body = file.subarray(at + 8, at + 8 + length);
    if (kind === "ANIM" || kind === "ANMF") return null;
    if (kind === "VP8X") {
      const head = Buffer.from(file.subarray(at, end));
      // Of what it announces only the transparency stays.
      head[8] = (head[8] ?? 0) & 0x10;
      kept.push(head);
    }
    if (kind === "ALPH") kept.push(file.subarray(at, end));
    if (kind === "VP8 " || kind === "VP8L") {
      size = webpSize(kind, body);
      kept.push(file.subarray(at, end));
    }
    at = end;
  }
  if (size === null) return null;
  const inner = Buffer.concat(kept);
  const head = Buffer.alloc(12);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(inner.length + 4, 4);
  head.write("WEBP", 8, "latin1");
  return { ...size, bytes: Buffer.concat([head, inner]) };
}

function read(file: Buffer): Picture | null {
  if (file.subarray(0, 8).equals(pngStart)) {
    const parts = png(file);
    return parts === null ? null : { contentType: "image/png", ...parts };
  }
  if (file[0] === 0xff && file[1] === 0xd8) {
    const parts = jpeg(file);
    return parts === null ? null : { contentType: "image/jpeg", ...parts };
  }
  if (
    file.length > 20 &&
    file.toString("latin1", 0, 4) === "RIFF" &&
    file.toString("latin1", 8, 12) === "WEBP"
  ) {
    const parts = webp(file);
    return parts === null ? null : { contentType: "image/webp", ...parts };
  }
  return null;
}

/** Null for what is no such picture, or one too large to show. */
export function readPicture(file: Buffer, mostPoints: number): Picture | null {
  const picture = read(file);
  if (picture === null || picture.width < 1 || picture.height < 1) return null;
  return Math.max(picture.width, picture.height) > mostPoints ? null : picture;
}

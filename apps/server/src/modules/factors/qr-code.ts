import { renderSVG } from "uqr";

/** Black on white in every theme, with the quiet zone that the standard asks for: cameras want both. */
export function qrCode(text: string): string {
  return renderSVG(text, { ecc: "M", border: 4, pixelSize: 4 });
}

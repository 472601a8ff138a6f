/** Colours of a hue that read well in both schemes, whatever the hue is: its lightness follows from contrast. */
export type BrandColours = Readonly<
  Record<"accent" | "accent-hover" | "wash", readonly [light: string, dark: string]>
>;

type Rgb = readonly [number, number, number];

/** OKLCH to linear light; parts may lie outside of what a screen shows. */
function linearOf(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const isShown = (rgb: Rgb): boolean => rgb.every((part) => part >= -0.0005 && part <= 1.0005);

/** As strong as wanted, or as strong as a screen can show it at this lightness. */
function colourOf(lightness: number, chroma: number, hue: number): string {
  let strength = chroma;
  while (strength > 0 && !isShown(linearOf(lightness, strength, hue))) strength -= 0.005;
  const parts = linearOf(lightness, Math.max(0, strength), hue).map((part) => {
    const light = Math.min(1, Math.max(0, part));
    const gamma = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
    return Math.round(gamma * 255)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${parts.join("")}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2's measure of two colours. */
export function contrastOf(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const enough = 4.8;
const strength = 0.115;
const grounds = { light: ["#f0eee9", "#ffffff"], dark: ["#22201c", "#12100e"] } as const;

/** Steps from where the hue looks best to where it can be read on each of its grounds. */
function readable(hue: number, from: number, step: number, on: readonly string[]): number {
  let lightness = from;
  const reads = (): boolean =>
    on.every((ground) => contrastOf(colourOf(lightness, strength, hue), ground) >= enough);
  while (!reads() && lightness > 0.05 && lightness < 0.98) lightness += step;
  return lightness;
}

export function brandColours(hue: number): BrandColours {
  const washes = [colourOf(0.955, 0.028, hue), colourOf(0.27, 0.04, hue)] as const;
  const light = readable(hue, 0.52, -0.01, [...grounds.light, washes[0]]);
  const dark = readable(hue, 0.74, 0.01, [...grounds.dark, washes[1]]);
  return {
    accent: [colourOf(light, strength, hue), colourOf(dark, strength, hue)],
    "accent-hover": [colourOf(light - 0.06, strength, hue), colourOf(dark + 0.07, strength, hue)],
    wash: washes,
  };
}

/** What a page says over its own tokens to wear the hue. */
export function brandCss(hue: number): string {
  const tokens = Object.entries(brandColours(hue)).map(
    ([name, [light, dark]]) => `--${name}:light-dark(${light},${dark})`,
  );
  return `:root{${tokens.join(";")}}`;
}

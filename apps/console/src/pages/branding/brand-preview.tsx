import { ArchMark, brandColours, contrastOf } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";

const grounds = {
  light: ["#fefdfa", "#221f19", "#59554d", "#e2dfda", "#86827a"],
  dark: ["#1a1815", "#edebe7", "#b4b1aa", "#302e29", "#827e76"],
} as const;
const plain = { light: ["#006764", "#ffffff"], dark: ["#61ccc3", "#12100e"] } as const;
const schemes = ["light", "dark"] as const;

/** The sign-in page in both schemes as it would be with the hue; nothing in it can be used. */
export function BrandPreview({ name, hue, logo }: { name: string; hue: number | null; logo: string | null }) {
  const { t, number } = useI18n();
  const worn = hue === null ? null : brandColours(hue).accent;
  return (
    <figure className="flex flex-col gap-3" aria-label={t("branding.preview")}>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-1">
        {schemes.map((scheme, at) => {
          const [sheet, ink, ink2, line, control] = grounds[scheme];
          const [own, on] = plain[scheme];
          const accent = worn?.[at] ?? own;
          const ratio = number(Math.round(contrastOf(accent, sheet) * 10) / 10);
          return (
            <div
              key={scheme}
              className="flex flex-col gap-3 rounded-sheet border p-4"
              style={{ background: sheet, color: ink, borderColor: line, colorScheme: scheme }}
            >
              <div className="flex items-center gap-2">
                {logo === null ? (
                  <span style={{ color: accent }}>
                    <ArchMark />
                  </span>
                ) : (
                  <img src={logo} alt="" className="h-7 max-w-24 object-contain" />
                )}
                <bdi className="truncate font-medium">{name}</bdi>
              </div>
              <span className="block h-8 rounded-control border" style={{ borderColor: control }} />
              <span
                className="flex min-h-8 items-center justify-center rounded-control font-medium"
                style={{ background: accent, color: on }}
              >
                {t("branding.previewTitle")}
              </span>
              <span className="text-small underline" style={{ color: accent }}>
                {t("branding.previewLink")}
              </span>
              <span className="text-small" style={{ color: ink2 }}>
                {t(scheme === "light" ? "branding.light" : "branding.dark")} ·{" "}
                {t("branding.contrast", { ratio })}
              </span>
            </div>
          );
        })}
      </div>
      <figcaption className="sr-only">{t("branding.preview")}</figcaption>
    </figure>
  );
}

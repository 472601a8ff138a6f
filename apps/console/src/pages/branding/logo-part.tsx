import { mostLogoBytes, removeLogo, setLogo, type Organization } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useId, useRef, useState } from "react";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Section } from "../../ui/section.tsx";

async function base64Of(file: File): Promise<string> {
  let text = "";
  for (const byte of new Uint8Array(await file.arrayBuffer())) text += String.fromCharCode(byte);
  return btoa(text);
}

export function LogoPart({ organization }: { organization: Organization }) {
  const { t } = useI18n();
  const { logo } = organization.branding;
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [tooLarge, setTooLarge] = useState(false);
  const set = useVerb(setLogo, t("branding.logoSet"));
  const remove = useVerb(removeLogo, t("branding.logoRemoved"));
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setTooLarge(file.size > mostLogoBytes);
    if (file.size > mostLogoBytes) return;
    set.run({ body: { image: await base64Of(file) } });
  };
  return (
    <Section title={t("branding.logo")} detail={<span id={hint}>{t("branding.logoDetail")}</span>}>
      <div className="flex flex-wrap items-center gap-4">
        {logo === null ? (
          <p className="text-ink2">{t("branding.logoNone")}</p>
        ) : (
          <img
            src={logo}
            alt={t("branding.logo")}
            className="h-12 max-w-60 rounded-small border border-line object-contain p-1"
          />
        )}
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label={t("branding.logoChoose")}
          aria-describedby={hint}
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            void take(target.files?.[0]);
            target.value = "";
          }}
        />
        <Button isPending={set.isPending} onPress={() => input.current?.click()}>
          {t("branding.logoChoose")}
        </Button>
        {logo !== null && (
          <Button kind="danger" isPending={remove.isPending} onPress={() => remove.run()}>
            {t("branding.logoRemove")}
          </Button>
        )}
      </div>
      {tooLarge && (
        <p role="alert" className="pt-2 text-bad">
          {t("branding.logoTooLarge")}
        </p>
      )}
    </Section>
  );
}

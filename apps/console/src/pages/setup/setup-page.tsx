import { getSetup, runSetup } from "@atrium/contracts";
import { Banner, Button, buttonClass, Checkbox } from "@atrium/ui";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { CardPage } from "../../ui/card-page.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { NewPasswordField } from "../../ui/new-password-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

export function SetupPage() {
  const { t } = useI18n();
  const setup = useOperation(getSetup);
  if (setup.error !== null) return <ProblemState error={setup.error} onRetry={() => void setup.refetch()} />;
  if (setup.data === undefined) return null;
  if (!setup.data.needed) {
    return (
      <CardPage title={t("setup.title")}>
        <div className="flex flex-col items-start gap-4">
          <Banner tone="info">{t("setup.done")}</Banner>
          <Link to="/sign-in" className={buttonClass({ kind: "primary" })}>
            {t("signIn.title")}
          </Link>
        </div>
      </CardPage>
    );
  }
  return (
    <CardPage title={t("setup.title")} detail={t("setup.detail")}>
      <SetupForm codeNeeded={setup.data.codeNeeded} />
    </CardPage>
  );
}

/** The address that the start prints carries the code behind the hash, which no log on the way sees. */
function codeOfAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get("code") ?? "";
}

function SetupForm({ codeNeeded }: { codeNeeded: boolean }) {
  const { t } = useI18n();
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useContractForm(runSetup, {
    initial: {
      organizationName: "",
      firstName: "",
      lastName: "",
      email: "",
      password: "",
      demo: "yes",
      code: codeOfAddress(),
    },
    request: ({ code, organizationName, firstName, lastName, email, password, demo }) => ({
      body: {
        organizationName: organizationName ?? "",
        email: email ?? "",
        password: password ?? "",
        demo: demo === "yes",
        ...(firstName && { firstName }),
        ...(lastName && { lastName }),
        ...(code && { code }),
      },
    }),
    onDone: ({ organization }) => {
      queryClient.clear();
      if (organization === null) return router.history.replace("/");
      const { slug } = organization;
      router.history.replace(form.values["demo"] === "yes" ? `/o/${slug}/demo` : `/o/${slug}/home`);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="flex flex-col gap-4">
      <ProblemBanner error={form.problem} />
      {codeNeeded && <FormTextField form={form} name="code" description={t("setup.code")} autoFocus />}
      <FormTextField
        form={form}
        name="organizationName"
        autoComplete="organization"
        autoFocus={!codeNeeded}
      />
      <div className="grid grid-cols-2 gap-3">
        <FormTextField form={form} name="firstName" autoComplete="given-name" />
        <FormTextField form={form} name="lastName" autoComplete="family-name" />
      </div>
      <FormTextField form={form} name="email" type="email" autoComplete="username" />
      <NewPasswordField
        form={form}
        name="password"
        known={["email", "firstName", "lastName", "organizationName"].map((name) => form.values[name] ?? "")}
        description={t("setup.password")}
      />
      <Checkbox
        className="items-start"
        isSelected={form.values["demo"] === "yes"}
        onChange={(chosen) => form.set({ demo: chosen ? "yes" : "" })}
      >
        <span>
          {t("setup.demo")}
          <span className="block text-small text-ink3">{t("setup.demoDetail")}</span>
        </span>
      </Checkbox>
      <Button type="submit" kind="primary" isPending={form.isSending}>
        {t("setup.submit")}
      </Button>
    </form>
  );
}

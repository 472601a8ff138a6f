import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { firstPlace } from "../../app/first-place.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { CardPage } from "../../ui/card-page.tsx";
import { SignInForm } from "./sign-in-form.tsx";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { t } = useI18n();
  const { next } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const onDone = async () => {
    queryClient.clear();
    router.history.push(next ?? (await firstPlace(queryClient)));
  };
  return (
    <CardPage title={t("signIn.title")}>
      <SignInForm onDone={() => void onDone()} />
    </CardPage>
  );
}

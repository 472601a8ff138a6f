import { useI18n } from "../i18n/i18n-context.tsx";

/** A time as people say it; the exact one, with UTC, on pointing at it. */
export function Moment({ iso, none }: { iso: string | null; none: string }) {
  const { relative, dateTime } = useI18n();
  if (iso === null) return <>{none}</>;
  return (
    <time dateTime={iso} title={`${dateTime(iso)} · ${iso}`}>
      <bdi>{relative(iso)}</bdi>
    </time>
  );
}

import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A person, and the way to what is to be known of how they get in. */
export function PersonLink({
  id,
  organization,
  children,
}: {
  id: string;
  organization: string;
  children: ReactNode;
}) {
  return (
    <Link
      to="/o/$org/users/$id"
      params={{ org: organization, id }}
      search={{ tab: "security" }}
      className="font-semibold text-ink hover:underline"
    >
      <bdi>{children}</bdi>
    </Link>
  );
}

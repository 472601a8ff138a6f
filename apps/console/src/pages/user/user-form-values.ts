import type { Request, updateUser, User } from "@atrium/contracts";
import type { FormValues } from "../../api/use-contract-form.ts";

const textFields = [
  "firstName", "lastName", "phone", "title", "department", "employeeNumber", "locale", "timeZone", "birthDate",
  "website", "bio", "externalId",
] as const; // prettier-ignore

export function userFormValues(person: User): FormValues {
  return {
    displayName: person.displayName,
    email: person.email,
    tags: person.tags.join(", "),
    ...Object.fromEntries(textFields.map((name) => [name, person[name] ?? ""])),
  };
}

/** A merge patch of the changed fields: what was emptied becomes null. */
export function editedUser(
  values: FormValues,
  changed: readonly string[],
): NonNullable<Request<typeof updateUser>["body"]> {
  const texts = textFields.filter((name) => changed.includes(name));
  return {
    ...Object.fromEntries(texts.map((name) => [name, values[name]?.trim() || null])),
    ...(changed.includes("displayName") && { displayName: values["displayName"] ?? "" }),
    ...(changed.includes("email") && { email: values["email"] ?? "" }),
    ...(changed.includes("tags") && {
      tags: (values["tags"] ?? "")
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean),
    }),
  };
}

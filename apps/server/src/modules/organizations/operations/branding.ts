import { Readable } from "node:stream";
import { mostLogoBytes, organizationLogo, removeLogo, setLogo, updateBranding } from "@atrium/contracts";
import { sha256 } from "#kernel/crypto";
import { diff } from "#kernel/events/diff";
import { fail, operation } from "#kernel/operation";
import { brandRow, dropLogo, logoOf, logoSize, putLogo, touchOrganization } from "../branding-queries.ts";
import { readPicture } from "../image.ts";
import { takeStorage } from "../limits.ts";
import { lockOrganization } from "../queries.ts";
import { organizationTarget, shownFields } from "../settings.ts";

const mostPoints = 2000;

export const updateBrandingOperation = operation(
  updateBranding,
  async ({ db, request, now, record, unchanged }, { body }) => {
    const [row] = await db.query(lockOrganization());
    if (row === undefined) return fail("resource.not_found");
    if (request.ifMatch !== row.version) fail("precondition.failed", { extra: { current: row } });
    const name = body.name === undefined ? row.branding.name : body.name;
    const hue = body.hue === undefined ? row.branding.hue : body.hue;
    if (name === row.branding.name && hue === row.branding.hue) {
      unchanged();
      return row;
    }
    const [updated] = await db.query(brandRow(name, hue, now.toISOString()));
    if (updated === undefined) throw new Error("the organization was not stored");
    record({
      name: "organization.updated",
      target: organizationTarget(updated),
      changes: diff(shownFields(row), shownFields(updated)),
    });
    return updated;
  },
);

export const setLogoOperation = operation(setLogo, async ({ db, now, record }, { body }) => {
  const file = Buffer.from(body.image, "base64");
  const picture = file.length > mostLogoBytes ? null : readPicture(file, mostPoints);
  if (picture === null) return fail("organization.logo_unfit");
  const [row] = await db.query(lockOrganization());
  if (row === undefined) return fail("resource.not_found");
  const [before = 0] = await db.query(logoSize());
  await takeStorage(db, picture.bytes.length - before);
  const { contentType, bytes, width, height } = picture;
  const at = now.toISOString();
  const [, [updated]] = await db.queries(
    putLogo(contentType, bytes, sha256(bytes).toString("hex"), width, height, at),
    touchOrganization(at),
  );
  if (updated === undefined) throw new Error("the organization was not stored");
  record({
    name: "organization.updated",
    target: organizationTarget(updated),
    changes: [
      {
        field: "logo",
        before: row.branding.logo === null ? null : "(set)",
        after: `${contentType}, ${width} × ${height}`,
      },
    ],
  });
  return updated;
});

export const removeLogoOperation = operation(removeLogo, async ({ db, now, record, unchanged }) => {
  const [row] = await db.query(lockOrganization());
  if (row === undefined) return fail("resource.not_found");
  const [before] = await db.query(logoSize());
  if (before === undefined) {
    unchanged();
    return row;
  }
  await takeStorage(db, -before);
  const [, [updated]] = await db.queries(dropLogo(), touchOrganization(now.toISOString()));
  if (updated === undefined) throw new Error("the organization was not stored");
  record({
    name: "organization.updated",
    target: organizationTarget(updated),
    changes: [{ field: "logo", before: "(set)", after: null }],
  });
  return updated;
});

export const organizationLogoOperation = operation(organizationLogo, async ({ asSystem }, { query }) => {
  const [found] = await asSystem().query(logoOf(query.organization));
  if (found === undefined) return fail("resource.not_found");
  const { contentType, bytes } = found;
  const name = `logo.${contentType.slice("image/".length)}`;
  return { name, contentType, bytes: bytes.length, stream: Readable.from([bytes]) };
});

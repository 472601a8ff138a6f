import { dynamicQuery, type Parameter, type Query } from "#kernel/db/statement";
import { integer, textOrNull } from "#kernel/db/values";
import { ruleCondition } from "#modules/groups";
import type { ReviewRow } from "./queries.ts";

/** How far a snapshot has come: through the grants, then through the places in groups. */
export type Position = { readonly part: "grants" | "places"; readonly after: string; readonly group: string };
export const start: Position = {
  part: "grants",
  after: "00000000-0000-0000-0000-000000000000",
  group: "00000000-0000-0000-0000-000000000000",
};
export type Taken = { readonly seen: number; readonly after: string | null; readonly group: string | null };

type From = {
  readonly review: ReviewRow;
  /** Who reviews where it is not the manager. */
  readonly reviewers: readonly string[];
  readonly position: Position;
  readonly limit: number;
  readonly now: Date;
};

/** Which grants, and which places in groups, lie in the scope; parameters are numbered on from those of the rule. */
function scopeOf(review: ReviewRow, now: Date, bind: (value: Parameter) => string) {
  const { scopeValue: value } = review;
  const { kind } = review.scope;
  if (kind === "role") {
    const slug = bind(value ?? "");
    return {
      grants: `g.role_id in (select r.id from roles r where r.slug = ${slug})`,
      places: "true",
      giving: `g.role_id in (select r.id from roles r where r.slug = ${slug})`,
    };
  }
  if (kind === "group") {
    const below = `(select b from groups_below((select current_organization()), ${bind(value ?? "")}::uuid) b)`;
    const member = (id: string): string =>
      `exists (select 1 from group_members m where m.user_id = ${id} and m.group_id in ${below})`;
    return {
      grants: `(g.subject_id in ${below} or (g.user_id is not null and ${member("g.user_id")}))`,
      places: member("p.user_id"),
      giving: "true",
    };
  }
  if (kind === "filter") {
    // The rule's own parameters come first.
    const { where } = ruleCondition(value ?? "", now);
    const found = `(select users.id from users where ${where})`;
    return { grants: `g.user_id in ${found}`, places: `p.user_id in ${found}`, giving: "true" };
  }
  return { grants: "true", places: "true", giving: "true" };
}

const inactive = "interval '90 days'";
const common = "organization_id, review_id, id, grant_id, group_id, subject_type, subject_id, subject_name, subject_email, role, permission, group_name, scope, scope_type, scope_id, source, granted_at, valid_until, last_used_at, hints, reviewer_id"; // prettier-ignore

/** Writes down the next grants or places in the scope, with who is to decide about each. */
export function takeItems({ review, reviewers, position, limit, now }: From): Query<Taken> {
  const values: Parameter[] =
    review.scope.kind === "filter" ? [...ruleCondition(review.scopeValue ?? "", now).values] : [];
  const bind = (value: Parameter): string => `$${values.push(value)}`;
  const scope = scopeOf(review, now, bind);
  const moment = `${bind(now.toISOString())}::timestamptz`;
  const [id, creator] = [`${bind(review.uuid)}::uuid`, bind(review.creator)];
  const [after, group, most] = [bind(position.after), bind(position.group), bind(limit)];
  const pool =
    review.reviewers.kind === "managers"
      ? `coalesce((select array[m.id] from users m where m.organization_id = u.organization_id and m.id = u.manager_id
           and m.status = 'active' and m.account_id is not null), array[${creator}::uuid])`
      : `${bind(reviewers)}::uuid[]`;
  // Nobody reviews themselves: where nobody else is left, whoever began the review does, and at last any manager of reviews.
  const reviewer = (subject: string): string => `(
    select case when cardinality(others) > 0 then others[1 + abs(hashtext(${subject}::text)::bigint) % cardinality(others)]
      else nullif(${creator}::uuid, ${subject}) end
    from array_remove(${pool}, ${subject}) others)`;
  const hints = (powerful: string): string => `array_remove(array[
    case when u.status in ('suspended', 'inactive') then 'suspended' end,
    case when u.id is not null and u.last_login_at is null then 'never_signed_in' end,
    case when coalesce(u.last_seen_at, u.last_login_at) < ${moment} - ${inactive} then 'inactive_90_days' end,
    case when ${powerful} then 'powerful' end], null)`;
  const seen = "coalesce(u.last_seen_at, u.last_login_at)";
  const read = (row: readonly (string | null)[]): Taken => ({
    seen: integer(row, 0),
    after: textOrNull(row, 1),
    group: textOrNull(row, 2),
  });

  if (position.part === "grants") {
    const sql = `with page as (
        select g.* from grants g where g.id > ${after} and (g.valid_until is null or g.valid_until > ${moment})
          and ${scope.grants} and ${group}::uuid is not null order by g.id limit ${most}
      ), written as (
        insert into access_review_items (${common})
        select g.organization_id, ${id}, uuidv7(), g.id, null, g.subject_type, g.subject_id,
          coalesce(u.display_name, grp.name, sva.name, ''), u.email, r.slug, g.permission, null, g.scope, g.scope_type,
          g.scope_id, g.source, g.created_at, g.valid_until, ${seen},
          ${hints("coalesce(g.permission = 'roles:assign', false) or exists (select 1 from role_allows(g.role_id) a where a.permission = 'roles:assign')")},
          ${reviewer("g.subject_id")}
        from page g left join roles r on r.id = g.role_id
        left join users u on u.organization_id = g.organization_id and u.id = g.user_id
        left join groups grp on g.subject_type = 'group' and grp.organization_id = g.organization_id and grp.id = g.subject_id
        left join service_accounts sva on g.subject_type = 'service_account' and sva.organization_id = g.organization_id and sva.id = g.subject_id
        where coalesce(u.deleted_at, grp.deleted_at, sva.deleted_at) is null
        on conflict do nothing returning 1
      ) select count(*), (select id from page order by id desc limit 1), null from page`;
    return dynamicQuery(sql, values, read);
  }
  const gives = (more: string): string => `exists (
    select 1 from group_closure c join grants g on g.subject_type = 'group' and g.subject_id = c.ancestor_id
    where c.descendant_id = p.group_id and ${scope.giving} ${more})`;
  const sql = `with page as (
      select p.* from group_members p where (p.user_id, p.group_id) > (${after}::uuid, ${group}::uuid) and p.by_hand
        and ${scope.places} and ${gives("")} order by p.user_id, p.group_id limit ${most}
    ), written as (
      insert into access_review_items (${common})
      select p.organization_id, ${id}, uuidv7(), null, p.group_id, 'user', p.user_id, u.display_name, u.email, null, null,
        grp.name, 'organization', null, null, 'group', p.added_at, null, ${seen},
        ${hints(gives("and (g.permission = 'roles:assign' or exists (select 1 from role_allows(g.role_id) a where a.permission = 'roles:assign'))"))},
        ${reviewer("p.user_id")}
      from page p join users u on u.organization_id = p.organization_id and u.id = p.user_id
      join groups grp on grp.organization_id = p.organization_id and grp.id = p.group_id
      where u.deleted_at is null
      on conflict do nothing returning 1
    ) select count(*), (select user_id from page order by user_id desc, group_id desc limit 1),
        (select group_id from page order by user_id desc, group_id desc limit 1) from page`;
  return dynamicQuery(sql, values, read);
}

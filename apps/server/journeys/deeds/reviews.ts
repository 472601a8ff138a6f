import { makePerson } from "../../src/testing/people.ts";
import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

const dueAt = (): string => new Date(Date.now() + 86_400_000).toISOString();

export function reviewDeeds(scene: Scene): Deeds {
  const { atrium, boss, place } = scene;
  const begin = () => boss.api.reviews.create({ body: { name: `Deed ${scene.next()}`, dueAt: dueAt() } });
  /** One that is open, with an item of somebody. */
  async function open(): Promise<{ id: string; item: string }> {
    const { id } = await begin();
    const { uuid } = await makePerson(atrium, place, ["guest"]);
    const { rows } = await atrium.sql.query<{ id: string }>(
      `insert into access_review_items (organization_id, review_id, id, grant_id, subject_type, subject_id, subject_name,
         role, scope, source, granted_at, reviewer_id)
       values ($1, $2, uuidv7(), gen_random_uuid(), 'user', $3, 'Somebody', 'guest', 'organization', 'manual', now(), $4)
       returning id`,
      [place.uuid, uuidOf(id, "accessReview"), uuid, boss.uuid],
    );
    await atrium.sql.query("update access_reviews set state = 'open', opened_at = now() where id = $1", [
      uuidOf(id, "accessReview"),
    ]);
    return { id, item: rows[0]?.id ?? "" };
  }
  async function onReview(
    field: string,
    call: (id: string, item: string) => Promise<unknown>,
  ): Promise<Deed> {
    const { id, item } = await open();
    return {
      actor: boss.uuid, target: uuidOf(id, "accessReview"), targetType: "access_review", fields: [field],
      organization: place.uuid, call: () => call(id, item),
    }; // prettier-ignore
  }
  return {
    "reviews.create": async () => ({
      actor: boss.uuid, target: null, targetType: "access_review", fields: ["name"], organization: place.uuid,
      call: begin,
    }), // prettier-ignore
    "reviews.decide": () =>
      onReview("decision", (id, item) =>
        boss.api.reviews.decide({ params: { id }, body: { items: [item], decision: "keep" } }),
      ),
    "reviews.close": () => onReview("state", (id) => boss.api.reviews.close({ params: { id } })),
    "reviews.cancel": () => onReview("state", (id) => boss.api.reviews.cancel({ params: { id } })),
  };
}

/** One row in every table of reviews. */
export async function furnishReviews({ atrium, place }: Pick<Scene, "atrium" | "place">): Promise<string> {
  const boss = await makePerson(atrium, place, ["super-admin"]);
  const { id } = await boss.api.reviews.create({ body: { name: "Furniture", dueAt: dueAt() } });
  await atrium.sql.query(
    `insert into access_review_items (organization_id, review_id, id, grant_id, subject_type, subject_id, subject_name,
       role, scope, source, granted_at)
     values ($1, $2, gen_random_uuid(), gen_random_uuid(), 'user', $3, 'Somebody', 'guest', 'organization', 'manual', now())`,
    [place.uuid, uuidOf(id, "accessReview"), boss.uuid],
  );
  return id;
}

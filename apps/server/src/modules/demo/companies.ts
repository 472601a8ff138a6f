export type Company = { name: string; slug: string; domain: string; country: string };

const founded = `Northgate Industries@US, Halden & Brook@GB, Lindenhof Werke@DE, Maison Verdier@FR, Puerto Claro@ES,
  Ōmine Robotics@JP, Kestrel Freight@CA, Nordlys Energi@NO, Bluegum Health@AU, Kasturi Textiles@IN,
  Nile Delta Foods@EG, Serra Azul Café@BR, Tramontana Ceramics@IT, Falu Timber@SE, Harbour & Pine Legal@IE,
  Savanna Mobile@KE, Donauwelle Bank@AT, Wisła Logistics@PL, Jade Lantern Media@TW, Hanok Biotech@KR,
  Anatolia Air Cargo@TR, Meltemi Shipping@GR, Lagoon Fintech@NG, Karoo Solar@ZA, Mekong Rice Trading@VN`;

const kinds = ["Holding", "Services", "Partners", "Labs", "Group", "Trading", "Systems", "Ventures"];

function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").replaceAll("ł", "l").toLowerCase();
  return plain.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}

/** The first `count` companies; past the list their subsidiaries follow. Each name, slug and domain is there once. */
export function companies(count: number): Company[] {
  const known = founded.split(",").map((entry) => entry.trim().split("@"));
  return Array.from({ length: count }, (_, n) => {
    const [base = "", country = "US"] = known[n % known.length] ?? [];
    const round = Math.floor(n / known.length);
    const again = Math.floor((round - 1) / kinds.length);
    const suffix =
      round === 0 ? "" : ` ${kinds[(round - 1) % kinds.length]}${again === 0 ? "" : ` ${again + 1}`}`;
    const name = base + suffix;
    // Reserved for examples (RFC 2606): no mail ever reaches anybody there.
    return { name, slug: slugOf(name), domain: `${slugOf(name)}.example`, country };
  });
}

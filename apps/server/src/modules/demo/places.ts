import { below, digits, pick, type Random } from "./random.ts";

export type Place = {
  country: string;
  locale: string;
  /** Cities with their time zones; zones by the names that the runtime lists. */
  cities: readonly { city: string; timeZone: string }[];
  /** Whole hours ahead of UTC, near enough for the hours in which people work. */
  offset: number;
  /** Telephone numbers: how they begin and how many digits follow. */
  phone: { prefix: string; digits: number };
  cultures: readonly string[];
  weight: number;
};

function place(
  country: string, locale: string, weight: number, offset: number, phone: string, cultures: string, cities: string,
): Place {
  const [prefix = "", free = ""] = phone.split(" ");
  return {
    country, locale, weight, offset,
    phone: { prefix, digits: free.length },
    cultures: cultures.split(" "),
    cities: cities.split(", ").map((entry) => {
      const [city = "", timeZone = "UTC"] = entry.split("@");
      return { city, timeZone };
    }),
  };
} // prettier-ignore

// Where a country keeps numbers for stories (as 555-01xx is in North America) they come from there; elsewhere the
// first digit after the country code is one that no number begins with.
export const places: readonly Place[] = [
  place("US", "en-US", 16, -6, "+1202555010 x", "english english irish spanish chinese indian korean german italian nigerian polynesian", "New York@America/New_York, Chicago@America/Chicago, Denver@America/Denver, Seattle@America/Los_Angeles, Honolulu@Pacific/Honolulu"),
  place("CA", "en-CA", 4, -5, "+1604555010 x", "english french chinese indian ukrainian pakistani", "Toronto@America/Toronto, Vancouver@America/Vancouver, Montréal@America/Toronto"),
  place("GB", "en-GB", 8, 0, "+447700900 xxx", "english english irish indian pakistani polish nigerian westAfrican", "London@Europe/London, Manchester@Europe/London, Glasgow@Europe/London, Cardiff@Europe/London"),
  place("IE", "en-IE", 2, 0, "+35300 xxxxxxx", "irish irish english polish", "Dublin@Europe/Dublin, Galway@Europe/Dublin"),
  place("DE", "de-DE", 10, 1, "+493023125 xxx", "german german german turkish polish balkan arabic", "Berlin@Europe/Berlin, Hamburg@Europe/Berlin, München@Europe/Berlin, Köln@Europe/Berlin"),
  place("AT", "de-AT", 3, 1, "+4300 xxxxxxxx", "german german hungarian balkan turkish czech", "Wien@Europe/Vienna, Graz@Europe/Vienna, Linz@Europe/Vienna"),
  place("CH", "de-CH", 2, 1, "+4100 xxxxxxx", "german french italian", "Zürich@Europe/Zurich, Genève@Europe/Zurich, Lugano@Europe/Zurich"),
  place("FR", "fr-FR", 7, 1, "+33199001 xxx", "french french french arabic westAfrican vietnamese", "Paris@Europe/Paris, Lyon@Europe/Paris, Nantes@Europe/Paris, Marseille@Europe/Paris"),
  place("BE", "nl-BE", 1, 1, "+3200 xxxxxxx", "dutch french arabic", "Gent@Europe/Brussels, Liège@Europe/Brussels"),
  place("NL", "nl-NL", 3, 1, "+3100 xxxxxxx", "dutch dutch turkish indonesian arabic", "Amsterdam@Europe/Amsterdam, Utrecht@Europe/Amsterdam"),
  place("ES", "es-ES", 5, 1, "+3400 xxxxxxx", "spanish spanish spanish arabic balkan", "Madrid@Europe/Madrid, Barcelona@Europe/Madrid, Sevilla@Europe/Madrid"),
  place("PT", "pt-PT", 2, 0, "+35100 xxxxxxx", "portuguese", "Lisboa@Europe/Lisbon, Porto@Europe/Lisbon"),
  place("IT", "it-IT", 5, 1, "+3900 xxxxxxxx", "italian italian italian balkan", "Milano@Europe/Rome, Roma@Europe/Rome, Torino@Europe/Rome"),
  place("GR", "el-GR", 2, 2, "+3000 xxxxxxxx", "greek", "Athina@Europe/Athens, Thessaloniki@Europe/Athens"),
  place("SE", "sv-SE", 3, 1, "+4600 xxxxxxx", "nordic nordic finnish persian arabic", "Stockholm@Europe/Stockholm, Göteborg@Europe/Stockholm"),
  place("NO", "nb-NO", 2, 1, "+4700 xxxxxx", "nordic", "Oslo@Europe/Oslo, Tromsø@Europe/Oslo"),
  place("DK", "da-DK", 2, 1, "+4500 xxxxxx", "nordic", "København@Europe/Copenhagen, Århus@Europe/Copenhagen"),
  place("FI", "fi-FI", 2, 2, "+35800 xxxxxxx", "finnish finnish nordic", "Helsinki@Europe/Helsinki, Oulu@Europe/Helsinki"),
  place("EE", "et-EE", 1, 2, "+37200 xxxxx", "baltic", "Tallinn@Europe/Tallinn, Tartu@Europe/Tallinn"),
  place("PL", "pl-PL", 4, 1, "+4800 xxxxxxx", "polish polish polish ukrainian", "Warszawa@Europe/Warsaw, Kraków@Europe/Warsaw, Łódź@Europe/Warsaw"),
  place("CZ", "cs-CZ", 2, 1, "+42000 xxxxxxx", "czech", "Praha@Europe/Prague, Brno@Europe/Prague"),
  place("HU", "hu-HU", 2, 1, "+3600 xxxxxxx", "hungarian", "Budapest@Europe/Budapest, Győr@Europe/Budapest"),
  place("RO", "ro-RO", 2, 2, "+4000 xxxxxxx", "balkan", "București@Europe/Bucharest, Iași@Europe/Bucharest"),
  place("UA", "uk-UA", 2, 2, "+38000 xxxxxxx", "ukrainian", "Kyiv@Europe/Kiev, Lviv@Europe/Kiev"),
  place("TR", "tr-TR", 3, 3, "+9000 xxxxxxxx", "turkish", "İstanbul@Europe/Istanbul, İzmir@Europe/Istanbul"),
  place("IL", "he-IL", 1, 2, "+97200 xxxxxx", "hebrew hebrew arabic", "Tel Aviv@Asia/Jerusalem, Haifa@Asia/Jerusalem"),
  place("EG", "ar-EG", 3, 2, "+2000 xxxxxxxx", "arabic", "Cairo@Africa/Cairo, Alexandria@Africa/Cairo"),
  place("AE", "ar-AE", 2, 4, "+97100 xxxxxx", "arabic arabic indian pakistani persian filipino", "Dubai@Asia/Dubai, Abu Dhabi@Asia/Dubai"),
  place("MA", "ar-MA", 1, 1, "+21200 xxxxxxx", "arabic", "Casablanca@Africa/Casablanca, Rabat@Africa/Casablanca"),
  place("NG", "en-NG", 3, 1, "+23400 xxxxxxxx", "nigerian", "Lagos@Africa/Lagos, Abuja@Africa/Lagos"),
  place("KE", "en-KE", 2, 3, "+25400 xxxxxxx", "eastAfrican", "Nairobi@Africa/Nairobi, Mombasa@Africa/Nairobi"),
  place("SN", "fr-SN", 1, 0, "+22100 xxxxxxx", "westAfrican", "Dakar@Africa/Dakar"),
  place("ZA", "en-ZA", 2, 2, "+2700 xxxxxxx", "southAfrican southAfrican english indian", "Cape Town@Africa/Johannesburg, Durban@Africa/Johannesburg"),
  place("IN", "en-IN", 7, 5, "+9100 xxxxxxxx", "indian indian indian hindi", "Bengaluru@Asia/Calcutta, Mumbai@Asia/Calcutta, Pune@Asia/Calcutta, Delhi@Asia/Calcutta"),
  place("CN", "zh-CN", 4, 8, "+8600 xxxxxxxxx", "chinese", "Shanghai@Asia/Shanghai, Shenzhen@Asia/Shanghai, Chengdu@Asia/Shanghai"),
  place("TW", "zh-TW", 1, 8, "+88600 xxxxxxx", "chinese", "Taipei@Asia/Taipei, Tainan@Asia/Taipei"),
  place("SG", "en-SG", 2, 8, "+6500 xxxxxx", "chinese indian english filipino", "Singapore@Asia/Singapore"),
  place("JP", "ja-JP", 4, 9, "+8100 xxxxxxxx", "japanese", "Tōkyō@Asia/Tokyo, Ōsaka@Asia/Tokyo, Sapporo@Asia/Tokyo"),
  place("KR", "ko-KR", 3, 9, "+8200 xxxxxxxx", "korean", "Seoul@Asia/Seoul, Busan@Asia/Seoul"),
  place("VN", "vi-VN", 2, 7, "+8400 xxxxxxx", "vietnamese", "Hà Nội@Asia/Saigon, Đà Nẵng@Asia/Saigon"),
  place("ID", "id-ID", 2, 7, "+6200 xxxxxxxx", "indonesian", "Jakarta@Asia/Jakarta, Bandung@Asia/Jakarta"),
  place("PH", "en-PH", 1, 8, "+6300 xxxxxxxx", "filipino filipino spanish", "Manila@Asia/Manila, Cebu@Asia/Manila"),
  place("MX", "es-MX", 4, -6, "+5200 xxxxxxxx", "spanish", "Ciudad de México@America/Mexico_City, Monterrey@America/Monterrey"),
  place("AR", "es-AR", 2, -3, "+5400 xxxxxxxx", "spanish spanish italian", "Buenos Aires@America/Buenos_Aires, Rosario@America/Buenos_Aires"),
  place("BR", "pt-BR", 5, -3, "+5500 xxxxxxxxx", "portuguese portuguese portuguese italian japanese german", "São Paulo@America/Sao_Paulo, Recife@America/Recife, Curitiba@America/Sao_Paulo"),
  place("AU", "en-AU", 3, 10, "+614915701 xx", "english irish chinese vietnamese greek italian", "Sydney@Australia/Sydney, Melbourne@Australia/Melbourne, Perth@Australia/Perth"),
  place("NZ", "en-NZ", 1, 12, "+6400 xxxxxxx", "english maori polynesian", "Auckland@Pacific/Auckland, Wellington@Pacific/Auckland"),
]; // prettier-ignore

export function placeOf(country: string): Place {
  const found = places.find((place) => place.country === country);
  if (found === undefined) throw new Error(`no place for ${country}`);
  return found;
}

export function phoneAt(place: Place, random: Random): string {
  return place.phone.prefix + digits(random, place.phone.digits);
}

/** One of the place's cities; the first ones are the bigger ones. */
export function cityAt(place: Place, random: Random): { city: string; timeZone: string } {
  const last = below(random, place.cities.length);
  return pick(random, place.cities.slice(0, last + 1));
}

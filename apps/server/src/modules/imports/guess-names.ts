/** Names that columns of people have in files of the world; the first of each is what an export of Atrium writes. */
export const columnNames: Readonly<Record<string, readonly string[]>> = {
  email: ["email", "e-mail", "mail", "email address", "e-mail address", "e-mail-adresse", "emailadresse", "mailadresse",
    "courriel", "adresse e-mail", "correo", "correo electronico", "posta elettronica", "endereco de email",
    "البريد الالكتروني", "البريد الإلكتروني", "ایمیل", "username", "user name", "userprincipalname", "login"],
  firstName: ["firstName", "first name", "given name", "givenname", "forename", "vorname", "rufname", "prenom",
    "nombre", "nome", "voornaam", "imie", "fornavn", "fornamn", "الاسم الاول", "الاسم الأول"],
  lastName: ["lastName", "last name", "surname", "family name", "familyname", "sn", "nachname", "familienname", "zuname",
    "nom", "nom de famille", "apellido", "apellidos", "cognome", "sobrenome", "achternaam", "nazwisko", "etternavn",
    "efternamn", "اسم العائلة", "اللقب"],
  displayName: ["displayName", "display name", "full name", "fullname", "name", "anzeigename", "vollstandiger name",
    "nom complet", "nombre completo", "nome completo", "الاسم", "الاسم الكامل"],
  phone: ["phone", "telephone", "phone number", "mobile", "mobile phone", "cell", "telefon", "telefonnummer", "handy",
    "mobil", "mobilnummer", "rufnummer", "telefono", "telefone", "movil", "portable", "الهاتف", "رقم الهاتف", "الجوال"],
  title: ["title", "job title", "jobtitle", "position", "role title", "berufsbezeichnung", "funktion", "stelle",
    "fonction", "poste", "cargo", "puesto", "qualifica", "المسمى الوظيفي", "الوظيفة"],
  department: ["department", "dept", "division", "unit", "abteilung", "bereich", "service", "departement",
    "departamento", "reparto", "afdeling", "القسم", "الادارة"],
  managerId: ["managerId", "manager id"],
  employeeNumber: ["employeeNumber", "employee number", "employee id", "staff number", "personnel number",
    "personalnummer", "mitarbeiternummer", "matricule", "numero de empleado", "matricola", "personeelsnummer",
    "الرقم الوظيفي"],
  locale: ["locale", "language", "lang", "preferred language", "sprache", "langue", "idioma", "lingua", "taal", "اللغة"],
  timeZone: ["timeZone", "time zone", "timezone", "zoneinfo", "zeitzone", "fuseau horaire", "zona horaria",
    "المنطقة الزمنية"],
  "address.street": ["address.street", "street", "street address", "address", "strasse", "straße", "adresse", "rue",
    "calle", "direccion", "via", "indirizzo", "الشارع", "العنوان"],
  "address.city": ["address.city", "city", "town", "stadt", "ort", "wohnort", "ville", "ciudad", "citta", "cidade",
    "plaats", "المدينة"],
  "address.region": ["address.region", "region", "state", "province", "bundesland", "kanton", "estado", "provincia",
    "المنطقة"],
  "address.postalCode": ["address.postalCode", "postal code", "postcode", "zip", "zip code", "plz", "postleitzahl",
    "code postal", "codigo postal", "cap", "cep", "الرمز البريدي"],
  "address.country": ["address.country", "country", "country code", "land", "pays", "pais", "paese", "الدولة", "البلد"],
  birthDate: ["birthDate", "birth date", "date of birth", "birthday", "dob", "geburtsdatum", "geburtstag",
    "date de naissance", "fecha de nacimiento", "data di nascita", "data de nascimento", "geboortedatum",
    "تاريخ الميلاد"],
  website: ["website", "url", "homepage", "web", "webseite", "internetseite", "site web", "sitio web", "الموقع"],
  bio: ["bio", "about", "biography", "notes", "note", "uber mich", "bemerkung", "notizen", "remarques", "notas", "نبذة"],
  externalId: ["externalId", "external id", "external_id", "user id", "uid", "uuid", "guid", "objectid", "sub",
    "fremdschlussel", "externe id", "identifiant externe"],
  tags: ["tags", "labels", "keywords", "schlagworte", "stichworte", "etiquettes", "etiquetas", "الوسوم"],
  status: ["status", "statut", "estado de la cuenta", "stato", "الحالة"],
  roles: ["roles", "role", "rolle", "rollen", "ruoli", "الادوار", "الأدوار"],
  groups: ["groups", "group", "teams", "team", "gruppe", "gruppen", "groupe", "groupes", "grupo", "grupos", "gruppi",
    "المجموعات", "المجموعة"],
  passwordHash: ["passwordHash", "password hash", "password_hash", "hashed password", "encrypted_password",
    "password digest", "password_digest", "passworthash"],
}; // prettier-ignore

/** What an error file adds beside the columns of the file it came from; it is left out when that is read again. */
export const reportColumns = ["line", "column", "reason"] as const;

/** What of a column's name counts: its letters and digits, without case, accents and signs between. */
export const plainName = (name: string): string =>
  name
    .normalize("NFKD")
    .replaceAll(/[\p{M}]/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

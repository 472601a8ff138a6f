/** Two commands that a shell runs as they are: a token for oneself, then a person. */
export function curlToAddPerson(origin: string, organization: string, email: string): readonly string[] {
  const signIn = JSON.stringify({ email, password: "…", mode: "token" });
  const person = JSON.stringify({ email: "ann.lee@example.com", firstName: "Ann", lastName: "Lee" });
  return [
    [
      `TOKEN=$(curl -s ${origin}/api/v1/auth/login \\`,
      `  -H 'content-type: application/json' \\`,
      `  -d '${signIn}' \\`,
      `  | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`,
    ].join("\n"),
    [
      `curl ${origin}/api/v1/users \\`,
      `  -H "authorization: Bearer $TOKEN" \\`,
      `  -H 'atrium-organization: ${organization}' \\`,
      `  -H 'content-type: application/json' \\`,
      `  -d '${person}'`,
    ].join("\n"),
  ];
}

import { createHash } from "node:crypto";

const style = `
:root{color-scheme:light dark;--canvas:#f5f3ef;--ink:#221f19;--quiet:#6b665c;--line:#ddd8cf;--accent:#006764}
@media(prefers-color-scheme:dark){:root{--canvas:#12100e;--ink:#edebe7;--quiet:#a09a8f;--line:#2e2a26;--accent:#61ccc3}}
*{box-sizing:border-box;margin:0}
body{min-height:100vh;min-height:100dvh;display:grid;place-items:center;padding:2rem;background:var(--canvas);
color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:min(26rem,100%)}
h1{font:500 1.75rem/1.2 Georgia,"Times New Roman",serif;letter-spacing:-.01em;margin-bottom:.5rem}
p{color:var(--quiet);margin-bottom:2rem}
ol{list-style:none;padding:0;border-top:1px solid var(--line)}
li{display:flex;gap:.75rem;align-items:center;padding:.7rem 0;border-bottom:1px solid var(--line);color:var(--quiet);
overflow-wrap:anywhere}
li::before{content:"";flex:none;width:.5rem;height:.5rem;border-radius:50%;background:var(--accent)}
li[aria-current]{color:var(--ink)}
li[aria-current]::before{background:none;box-shadow:0 0 0 2px var(--accent)}
`;

/** No script and one known style: whatever a step's text holds, nothing in it can run. */
export const contentSecurityPolicy =
  `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The page a browser sees until the server is there; it asks again every second by itself. */
export function progressPage(steps) {
  const items = steps.map((text, index) => {
    const current = index === steps.length - 1 ? ' aria-current="step"' : "";
    return `<li${current}>${escape(text)}</li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="1">
<title>Atrium is starting</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Atrium is starting</h1>
<p>This page goes on by itself.</p>
<ol>
${items.join("\n")}
</ol>
</main>
</body>
</html>
`;
}

function escape(text) {
  const names = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (character) => names[character]);
}

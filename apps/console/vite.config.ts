import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { bundleBudget } from "./build/bundle-budget.ts";
import { contractManifest } from "./build/contract-manifest.ts";
import { localeStrings } from "./build/locale-strings.ts";
import { precompress } from "./build/precompress.ts";

const config = defineConfig({
  plugins: [
    contractManifest(),
    localeStrings(["en", "de", "ar"]),
    react(),
    tailwindcss(),
    bundleBudget({ firstLoadKilobytes: 180, furtherChunkKilobytes: 40 }),
    precompress(),
  ],
  build: { target: "es2024", assetsInlineLimit: 0, reportCompressedSize: false },
  server: { proxy: { "/api": { target: "http://127.0.0.1:3000", ws: true } } },
});

// Vite reads its configuration from the default export.
export { config as default };

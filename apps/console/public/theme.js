// Runs before the first paint, so that nobody sees the other theme or the other direction flash by.
(function () {
  try {
    var kept = JSON.parse(localStorage.getItem("atrium.preferences") || "{}");
    var root = document.documentElement;
    if (kept.theme === "light" || kept.theme === "dark") root.dataset.theme = kept.theme;
    if (kept.density) root.dataset.density = kept.density;
    if (kept.locale) {
      root.lang = kept.locale;
      root.dir = /^(ar|fa|he|ur)\b/.test(kept.locale) ? "rtl" : "ltr";
    }
  } catch {
    // Storage may be closed to us; the defaults do.
  }
})();

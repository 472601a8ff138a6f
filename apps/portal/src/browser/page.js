// What a browser with script adds; every page works without it.
(() => {
  const { body } = document;

  // Out of the address, the history and every screenshot.
  if (body.dataset.clean) history.replaceState(null, "", body.dataset.clean);

  for (const input of document.querySelectorAll("input[type=password]")) {
    const wrapper = input.parentElement;
    const { show, hide } = wrapper.dataset;
    const button = document.createElement("button");
    const eye =
      '<path d="M1.5 10S4.5 4 10 4s8.5 6 8.5 6-3 6-8.5 6-8.5-6-8.5-6Z"/><circle cx="10" cy="10" r="2.5"/>';
    button.type = "button";
    button.innerHTML = `<svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">${eye}<path class="slash" d="m3 17 14-14"/></svg>`;
    const slash = button.querySelector(".slash");
    const set = (visible) => {
      input.type = visible ? "text" : "password";
      slash.style.display = visible ? "" : "none";
      button.setAttribute("aria-label", visible ? hide : show);
      button.setAttribute("aria-pressed", String(visible));
    };
    button.addEventListener("click", () => set(input.type === "password"));
    // A password that is shown must not be kept as text that was typed before.
    input.form.addEventListener("submit", () => set(false));
    set(false);
    wrapper.append(button);
  }

  const { PublicKeyCredential: Passkeys } = window;
  if (!Passkeys?.parseRequestOptionsFromJSON) return;

  let waiting = new AbortController();

  async function optionsFor(form) {
    const { ticket } = form.elements;
    const answer = await fetch(form.dataset.options, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(ticket ? { ticket: ticket.value } : {}),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  function send(form, credential) {
    const remember = document.querySelector("form:not([data-passkey]) [name=remember]");
    const trust = document.querySelector("form:not([data-passkey]) [name=trust]");
    if (remember?.checked && form.elements.remember) form.elements.remember.value = "yes";
    if (trust?.checked && form.elements.trust) form.elements.trust.value = "yes";
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  }

  async function use(form) {
    const said = document.getElementById("passkey-said");
    said.textContent = "";
    waiting.abort();
    waiting = new AbortController();
    const { signal } = waiting;
    try {
      const options = await optionsFor(form);
      const credential =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create({
              publicKey: Passkeys.parseCreationOptionsFromJSON(options),
              signal,
            })
          : await navigator.credentials.get({
              publicKey: Passkeys.parseRequestOptionsFromJSON(options),
              signal,
            });
      send(form, credential);
    } catch {
      if (!signal.aborted) said.textContent = said.dataset.failed;
    }
  }

  /** Offers passkeys among the names that the browser fills in; begins anew before the challenge is too old. */
  async function offer(form) {
    if (!(await Passkeys.isConditionalMediationAvailable?.())) return;
    for (;;) {
      const mine = waiting;
      const old = setTimeout(() => {
        if (waiting === mine) {
          waiting = new AbortController();
          mine.abort("old");
        }
      }, 240_000);
      try {
        const options = await optionsFor(form);
        const publicKey = Passkeys.parseRequestOptionsFromJSON(options);
        send(
          form,
          await navigator.credentials.get({ publicKey, mediation: "conditional", signal: mine.signal }),
        );
        return;
      } catch {
        if (mine.signal.reason !== "old") return;
      } finally {
        clearTimeout(old);
      }
    }
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void use(form);
    });
    if ("autofill" in form.dataset) void offer(form);
  }
})();

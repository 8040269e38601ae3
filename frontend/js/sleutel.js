/**
 * Passkeys: a form with data-sleutel asks the browser for one and sends what it answers.
 *
 *   maken       makes a passkey, asked for as the element #sleutel says
 *   gebruiken   shows one that this user has, idem
 *   inloggen    shows any passkey of this site; the server is asked how, when the button is pressed
 *
 * Without a browser that knows passkeys the form stays hidden.
 */
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (keys) => (keys ?? []).map((key) => ({ ...key, id: toBytes(key.id) }));

async function make({ publicKey: asked }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: toBytes(asked.challenge),
      user: { ...asked.user, id: toBytes(asked.user.id) },
      excludeCredentials: withBytes(asked.excludeCredentials),
      authenticatorSelection: {
        ...asked.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
  return {
    ...named(made),
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function show({ publicKey: asked }) {
  const shown = await navigator.credentials.get({
    publicKey: { ...asked, challenge: toBytes(asked.challenge), allowCredentials: withBytes(asked.allowCredentials) },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
  return {
    ...named(shown),
    response: {
      clientDataJSON: toText(clientDataJSON),
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
      userHandle: userHandle ? toText(userHandle) : null,
    },
  };
}

function named(credential) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function answer(form) {
  if (form.dataset.sleutel === "inloggen") {
    const asked = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    return show((await asked.json()).request_options);
  }
  const asked = JSON.parse(document.getElementById("sleutel").textContent);
  return form.dataset.sleutel === "maken" ? make(asked.creation_options) : show(asked.request_options);
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-sleutel]")) {
    form.hidden = false;
    document.querySelectorAll("[data-zonder-sleutel]").forEach((hint) => hint.remove());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-sleutel-fout]");
      failed.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await answer(form));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
}

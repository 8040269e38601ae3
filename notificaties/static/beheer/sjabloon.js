// Writing a text: a placeholder becomes a button that puts it where the cursor is.
// Without this script one types it, or copies it from the list.

const form = document.querySelector("#tekstformulier");
const fields = form.querySelectorAll("textarea, input[type=text]");
let field = form.querySelector("textarea");

for (const each of fields) {
  each.addEventListener("focus", () => {
    field = each;
  });
}

for (const code of document.querySelectorAll("[data-plaatshouder]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = code.textContent;
  button.addEventListener("click", () => {
    field.focus();
    field.setRangeText(button.textContent, field.selectionStart, field.selectionEnd, "end");
  });
  code.replaceWith(button);
}

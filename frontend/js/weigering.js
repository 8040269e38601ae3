/** Shows what the server says when it refuses to keep what is typed (409); htmx would hide it. */
export function showRefusals() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
}

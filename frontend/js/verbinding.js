/** Says that the connection is gone: shows `notice` while asking fails, hides it when it works again. */
export function watchConnection(notice) {
  document.addEventListener("htmx:afterRequest", (event) => {
    notice.hidden = Boolean(event.detail.successful);
  });
  window.addEventListener("offline", () => {
    notice.hidden = false;
  });
  notice.hidden = navigator.onLine;
}

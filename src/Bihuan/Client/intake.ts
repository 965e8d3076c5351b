// The sheet of whoever hears: Alt and a digit take a suggestion, Enter goes on to the next line, the map is fetched only when it is asked for.
const sheet = document.querySelector<HTMLFormElement>("#intake");

sheet?.addEventListener("keydown", event => {
  const target = event.target as HTMLElement;
  if (event.altKey && /^Digit[1-9]$/.test(event.code)) {
    const offer = sheet.querySelector<HTMLInputElement>(`[data-digit="${event.code.slice(5)}"]`);
    if (!offer) return;
    event.preventDefault();
    offer.checked = true;
    offer.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  // Enter in a line would show the suggestions again; they are there already.
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && target.matches("input:not([type=radio], [type=checkbox])")) {
    event.preventDefault();
    const stops = [...sheet.querySelectorAll<HTMLElement>("textarea, input:not([type=hidden]), select, button:not([tabindex])")].filter(e => e.offsetParent !== null);
    stops[stops.indexOf(target) + 1]?.focus();
  }
});

// A suggestion taken outweighs one taken from the list before, and the other way round.
sheet?.addEventListener("input", event => {
  const target = event.target as HTMLInputElement;
  const other = sheet.querySelector<HTMLSelectElement>("#other");
  if (target.name === "area" && other) other.value = "";
}, true);

sheet?.addEventListener("click", event => {
  const target = event.target as Element;
  const dialog = document.querySelector<HTMLDialogElement>("#pick");
  if (target.closest("[data-pick-place]")) {
    dialog?.showModal();
    void import("./map.js");
  }
  if (target.closest("[data-close-dialog]")) dialog?.close();
});

// However the map is left, the panel looks at the point that was set.
document.querySelector("#pick")?.addEventListener("close", () =>
  sheet?.querySelector<HTMLElement>("[name=lon]")?.dispatchEvent(new Event("input", { bubbles: true })));

// What a page gains with script: parts that do not reload, and the keyboard. Every page works without it.
import htmx from "htmx.org";

// The content security policy allows neither eval nor inline styles.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0;
htmx.config.selfRequestsOnly = true;

// A refusal comes back as a fragment with 4xx: it is shown in place like any other answer.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "4..", swap: true, error: false },
  { code: "...", swap: false, error: true },
];

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

const rows = () => Array.from(document.querySelectorAll<HTMLAnchorElement>("a[data-row]"))
  .filter(row => row.offsetParent !== null);

function step(by: 1 | -1) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.indexOf(document.activeElement as HTMLAnchorElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.closest("tr, li")?.scrollIntoView({ block: "nearest" });
}

function turn(by: 1 | -1) {
  const shown = document.querySelector(".viewer:target");
  // Outside a viewer a page itself may be one of several, as at a meeting.
  if (!shown) return document.querySelector<HTMLAnchorElement>(by > 0 ? "a[data-turn=next]" : "a[data-turn=prev]")?.click();
  const next = shown.querySelector<HTMLAnchorElement>(by > 0 ? "a[rel=next]" : "a[rel=prev]");
  if (next) location.replace(next.hash);
}

const close = () => {
  document.querySelectorAll<HTMLDetailsElement>("details[data-float][open]").forEach(open => {
    const held = open.contains(document.activeElement);
    open.open = false;
    if (held) open.querySelector<HTMLElement>("summary")?.focus();
  });
  // Out of a field, so that the single keys work again.
  if (typing(document.activeElement)) (document.activeElement as HTMLElement).blur();
  const viewer = document.querySelector<HTMLElement>(".viewer:target");
  viewer?.querySelector<HTMLAnchorElement>("a[data-close]")?.click();
};

const focus = (selector: string) => {
  const field = document.querySelector<HTMLInputElement>(selector);
  field?.focus();
  field?.select();
};

/** The button of the row in hand that says its key, else of the first row. It takes the focus; Enter sends it, so that one slip of a finger sends nothing. */
function press(key: string): (() => void) | undefined {
  if (!/^[a-z]$/.test(key)) return undefined;
  const row = document.activeElement?.closest("tr, li") ?? document;
  const button = row.querySelector<HTMLElement>(`[data-key=${key}]`);
  return button ? () => button.focus() : undefined;
}

document.addEventListener("keydown", event => {
  if (event.key === "Escape") return close();
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) {
    // In a form the hands stay on the keys: Ctrl+Enter sends it.
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target instanceof HTMLElement)
      event.target.closest("form")?.requestSubmit();
    return;
  }

  const keys: Record<string, () => void> = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => focus("#search"),
    "?": () => document.querySelector<HTMLDialogElement>("#keys")?.showModal(),
    ArrowRight: () => turn(1),
    ArrowLeft: () => turn(-1),
  };
  const act = keys[event.key] ?? press(event.key);
  if (!act) return;
  if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") event.preventDefault();
  act();
});

document.addEventListener("click", event => {
  const target = event.target as Element;
  document.querySelectorAll<HTMLDetailsElement>("details[data-float][open]").forEach(open => {
    if (!open.contains(target)) open.open = false;
  });
  const opener = target.closest<HTMLElement>("[data-dialog]");
  if (opener) {
    event.preventDefault();
    document.querySelector<HTMLDialogElement>(`#${opener.dataset.dialog}`)?.showModal();
  }
  if (target.closest("[data-copy]")) {
    void navigator.clipboard?.writeText(target.closest<HTMLElement>("[data-copy]")?.dataset.copy ?? "");
  }
  if (target.closest("[data-print]")) window.print();
});

// A form is sent once: a second press on a slow line would only wait for the same answer.
document.addEventListener("submit", event => {
  const form = event.target as HTMLFormElement;
  if (form.method !== "post" || form.dataset.sent !== undefined) {
    if (form.dataset.sent !== undefined) event.preventDefault();
    return;
  }
  // htmx forms stay on the page and may be sent again.
  if (form.hasAttribute("hx-post")) return;
  form.dataset.sent = "";
  form.querySelectorAll("button[type=submit]").forEach(button => button.setAttribute("aria-busy", "true"));
});
window.addEventListener("pageshow", () =>
  document.querySelectorAll<HTMLFormElement>("form[data-sent]").forEach(form => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach(button => button.removeAttribute("aria-busy"));
  }));

// A form that cannot be sent says so in the page's own language and words, at every field at once: the browser's bubble speaks the browser's, of one field.
let told: HTMLFormElement | undefined;
document.addEventListener("invalid", event => {
  const field = event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  const box = field.closest<HTMLElement>(".field");
  if (!box || !field.form) return;
  event.preventDefault();
  const label = (box.querySelector("legend, label:not(.choice)")?.textContent ?? "").trim();
  const zh = document.documentElement.lang.startsWith("zh");
  const chosen = field.matches("select, [type=radio], [type=checkbox]");
  const said = field.validity.valueMissing
    ? zh ? `请${chosen ? "选" : "填写"}“${label}”。` : `${chosen ? "Choose" : "Fill in"} “${label}”.`
    : field.validationMessage;
  if (!box.querySelector(".error")) {
    const line = document.createElement("p");
    line.className = "error";
    line.id = `${field.id || field.name}-left`;
    line.dataset.left = "";
    line.textContent = said;
    box.append(line);
    box.classList.add("wrong");
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), line.id].filter(Boolean).join(" "));
  }
  // The first of them is shown with its label, below the bar that stays.
  if (told === field.form) return;
  told = field.form;
  setTimeout(() => {
    told = undefined;
    field.focus({ preventScroll: true });
    box.scrollIntoView({ block: box.getBoundingClientRect().height > innerHeight / 2 ? "start" : "nearest" });
  });
}, true);
document.addEventListener("input", event => {
  const field = event.target as HTMLInputElement;
  const line = field.closest?.(".field")?.querySelector("[data-left]");
  if (!line || !field.validity?.valid) return;
  field.closest(".field")!.classList.remove("wrong");
  field.removeAttribute("aria-invalid");
  line.remove();
});

// In a long form Enter goes on to the next field; the form is sent by its button, or by Ctrl+Enter.
document.addEventListener("keydown", event => {
  const field = event.target as HTMLElement;
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
  const form = field.closest<HTMLFormElement>("form[data-enter]");
  if (!form || !(field instanceof HTMLInputElement) || /^(submit|button|file)$/.test(field.type)) return;
  event.preventDefault();
  const fields = Array.from(form.querySelectorAll<HTMLElement>("input:not([type=hidden]), select, textarea, button.primary")).filter(one => one.offsetParent !== null && one.tabIndex >= 0);
  fields[fields.indexOf(field) + 1]?.focus();
});

// A record chosen in a form fills what hangs on it in place: files that were chosen before stay.
async function pick(button: HTMLButtonElement, form: HTMLFormElement) {
  const words = new URLSearchParams();
  new FormData(form).forEach((value, name) => { if (typeof value === "string") words.append(name, value); });
  words.set("pick", button.value);
  const answer = await fetch(form.action, { method: "POST", body: words });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const bound = Array.from(form.querySelectorAll<HTMLElement>("[data-bound]"));
  if (bound.some(old => !page.getElementById(old.id))) throw new Error("another page");
  for (const old of bound) {
    const fresh = document.adoptNode(page.getElementById(old.id)!);
    old.replaceWith(fresh);
    htmx.process(fresh);
  }
  document.getElementById(bound.filter((old) => old.id !== "place-b")[1]?.id ?? "")?.querySelector<HTMLElement>("input, textarea, select")?.focus();
}

document.addEventListener("click", event => {
  const button = (event.target as Element).closest<HTMLButtonElement>("button[name=pick]");
  if (!button?.form) return;
  event.preventDefault();
  const form = button.form;
  // What cannot be done in place is done by another page.
  pick(button, form).catch(() => form.requestSubmit(button));
});

// Says at once where a field no longer says what the register does.
document.addEventListener("input", event => {
  const field = event.target as HTMLInputElement;
  const known = field.id ? document.querySelector<HTMLElement>(`[data-of="${CSS.escape(field.id)}"]`) : null;
  known?.classList.toggle("differs", field.value.trim() !== "" && field.value.trim() !== known.dataset.known && field.value.split(" ")[0] !== known.dataset.known);
});

document.documentElement.dataset.script = "";
